import { always, conversion, nothing, type Rule, test } from './leaf-plan.js';
import type { SequencePlan, TestPlan } from './plan.js';

/** A comparison with the requirement of the node, written as valibot writes it. */
function comparison(
  passes: (value: never, requirement: never) => boolean,
  code?: (value: string, requirement: string) => string,
): Rule {
  return ({ requirement }) =>
    test(
      (value: never) => passes(value, requirement as never),
      code && ((value, constant) => code(value, constant(requirement))),
    );
}

/** A pattern. One with a position of its own would change with every call. */
const pattern: Rule = ({ requirement }) => {
  if (!(requirement instanceof RegExp) || requirement.global || requirement.sticky) return null;
  return test(
    (value: string) => requirement.test(value),
    (value, constant) => `${constant(requirement)}.test(${value})`,
  );
};

/** A function of valibot itself. */
const ofValibot: Rule = ({ requirement }) =>
  typeof requirement === 'function' ? test(requirement as TestPlan['passes']) : null;

const toNumber: SequencePlan = {
  kind: 'sequence',
  plans: [
    conversion(Number, (value) => `Number(${value})`),
    test(
      (value: number) => !Number.isNaN(value),
      (value) => `${value} === ${value}`,
    ),
  ],
};

const toDate: SequencePlan = {
  kind: 'sequence',
  plans: [
    conversion((value: string) => new Date(value)),
    test((value: Date) => !Number.isNaN(value.getTime())),
  ],
};

/** Actions, by their `type`. Conditions are those of valibot, negated, which matters for NaN. */
export const actionRules: ReadonlyMap<unknown, Rule> = new Map<unknown, Rule>([
  ['brand', always(nothing)],
  ['flavor', always(nothing)],
  ['readonly', always(nothing)],
  ['empty', always(test((value: string) => !(value.length > 0)))],
  [
    'non_empty',
    always(
      test(
        (value: string) => value.length !== 0,
        (value) => `${value}.length !== 0`,
      ),
    ),
  ],
  [
    'length',
    comparison(
      (value: string, to) => value.length === to,
      (v, r) => `${v}.length === ${r}`,
    ),
  ],
  ['not_length', comparison((value: string, to) => value.length !== to)],
  [
    'min_length',
    comparison(
      (value: string, to) => !(value.length < to),
      (v, r) => `!(${v}.length < ${r})`,
    ),
  ],
  [
    'max_length',
    comparison(
      (value: string, to) => !(value.length > to),
      (v, r) => `!(${v}.length > ${r})`,
    ),
  ],
  [
    'min_value',
    comparison(
      (value: number, to) => value >= to,
      (v, r) => `${v} >= ${r}`,
    ),
  ],
  [
    'max_value',
    comparison(
      (value: number, to) => value <= to,
      (v, r) => `${v} <= ${r}`,
    ),
  ],
  [
    'gt_value',
    comparison(
      (value: number, to) => value > to,
      (v, r) => `${v} > ${r}`,
    ),
  ],
  [
    'lt_value',
    comparison(
      (value: number, to) => value < to,
      (v, r) => `${v} < ${r}`,
    ),
  ],
  ['starts_with', comparison((value: string, to) => value.startsWith(to))],
  ['ends_with', comparison((value: string, to) => value.endsWith(to))],
  ['includes', comparison((value: string, to) => value.includes(to))],
  ['excludes', comparison((value: string, to) => !value.includes(to))],
  ...[
    'base64',
    'bic',
    'cuid2',
    'decimal',
    'digits',
    'domain',
    'email',
    'emoji',
    'hash',
    'hex_color',
    'hexadecimal',
    'ip',
    'ipv4',
    'ipv6',
    'iso_date',
    'iso_date_time',
    'iso_date_time_second',
    'iso_time',
    'iso_time_second',
    'iso_timestamp',
    'iso_week',
    'isrc',
    'jws_compact',
    'ksuid',
    'mac',
    'mac48',
    'mac64',
    'nanoid',
    'octal',
    'regex',
    'rfc_email',
    'slug',
    'ulid',
    'uuid',
  ].map((type) => [type, pattern] as const),
  ...['credit_card', 'finite', 'imei', 'integer', 'isbn', 'safe_integer', 'url'].map(
    (type) => [type, ofValibot] as const,
  ),
  [
    'trim',
    always(
      conversion(
        (value: string) => value.trim(),
        (v) => `${v}.trim()`,
      ),
    ),
  ],
  [
    'trim_start',
    always(
      conversion(
        (value: string) => value.trimStart(),
        (v) => `${v}.trimStart()`,
      ),
    ),
  ],
  [
    'trim_end',
    always(
      conversion(
        (value: string) => value.trimEnd(),
        (v) => `${v}.trimEnd()`,
      ),
    ),
  ],
  [
    'to_lower_case',
    always(
      conversion(
        (value: string) => value.toLowerCase(),
        (v) => `${v}.toLowerCase()`,
      ),
    ),
  ],
  [
    'to_upper_case',
    always(
      conversion(
        (value: string) => value.toUpperCase(),
        (v) => `${v}.toUpperCase()`,
      ),
    ),
  ],
  ['to_number', always(toNumber)],
  ['to_date', always(toDate)],
  ['to_bigint', always(conversion((value: string) => BigInt(value)))],
  ['to_string', always(conversion(String, (v) => `String(${v})`))],
  ['to_boolean', always(conversion(Boolean, (v) => `Boolean(${v})`))],
]);
