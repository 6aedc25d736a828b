import { always, nothing, type Rule, test } from './leaf-plan.js';
import { ownCode } from './own-code.js';

const oneOf: Rule = ({ options = [] }) => {
  const values = new Set(options);
  const isShort = values.size > 0 && values.size <= 4 && options.every(isText);
  return test(
    (value: unknown) => values.has(value),
    (value, constant) =>
      isShort
        ? [...values].map((option) => `${value} === ${constant(option)}`).join(' || ')
        : `${constant(values)}.has(${value})`,
  );
};

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

const typeIs = (type: string): Rule => {
  const plan = test(
    (value: unknown) => typeof value === type,
    (value) => `typeof ${value} === '${type}'`,
  );
  return () => plan;
};

/** Schemas of a single value, by their `type`. */
export const schemaRules: ReadonlyMap<unknown, Rule> = new Map<unknown, Rule>([
  ['any', always(nothing)],
  ['unknown', always(nothing)],
  ['string', typeIs('string')],
  ['boolean', typeIs('boolean')],
  ['bigint', typeIs('bigint')],
  ['symbol', typeIs('symbol')],
  [
    'number',
    always(
      test(
        (value: unknown) => typeof value === 'number' && !Number.isNaN(value),
        (value) => `typeof ${value} === 'number' && ${value} === ${value}`,
      ),
    ),
  ],
  ['date', always(test((value: unknown) => value instanceof Date && !Number.isNaN(Number(value))))],
  [
    'null',
    always(
      test(
        (value: unknown) => value === null,
        (value) => `${value} === null`,
      ),
    ),
  ],
  ['undefined', always(test((value: unknown) => value === undefined))],
  ['void', always(test((value: unknown) => value === undefined))],
  ['nan', always(test((value: unknown) => Number.isNaN(value)))],
  ['picklist', oneOf],
  ['enum', oneOf],
  // NaN is the same as itself from valibot 1.5 on only.
  [
    'literal',
    (node) =>
      Number.isNaN(node.literal) ? ownCode(node) : oneOf({ ...node, options: [node.literal] }),
  ],
]);
