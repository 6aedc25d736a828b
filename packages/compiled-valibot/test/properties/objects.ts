import fc from 'fast-check';
import * as v from 'valibot';
import { called } from './calls.js';
import type { Kind } from './kind.js';
import { anything, keys, texts } from './values.js';

const wrappers: readonly ((schema: v.GenericSchema) => v.GenericSchema)[] = [
  (schema) => schema,
  (schema) => schema,
  (schema) => v.optional(schema),
  (schema) => v.optional(schema, 'a' as never),
  (schema) => v.exactOptional(schema),
  (schema) => v.nullish(schema),
  (schema) => v.nullish(schema, () => called('absent', null, 'a') as never),
  (schema) =>
    v.optional(
      v.pipe(
        v.optional(schema),
        v.transform((value) => called('inner', value, value)),
      ),
    ),
  (schema) => v.fallback(v.optional(schema), 'a' as never),
];

const forms: readonly ((entries: v.ObjectEntries) => v.GenericSchema)[] = [
  (entries) => v.object(entries),
  (entries) => v.object(entries),
  (entries) => v.looseObject(entries),
  (entries) => v.strictObject(entries),
  (entries) => v.objectWithRest(entries, v.string()),
  (entries) => v.partial(v.object(entries)),
  (entries) =>
    v.pipe(
      v.object(entries),
      v.check((row) => called('row', row, !('b' in row)), 'no b'),
    ),
  (entries) =>
    v.pipe(
      v.object(entries),
      v.transform((row) => called('rowTransform', row, { ...row, more: 1 })),
      v.looseObject({}),
    ),
  (entries) => v.pipe(v.object(entries), v.maxEntries(2), v.brand('row')),
  (entries) =>
    v.pipe(
      v.looseObject(entries),
      v.forward(
        v.check((row) => called('forwarded', row, !('1' in row))),
        ['a'],
      ),
    ),
];

/** More fields than one generated function checks. */
const fillers = Array.from({ length: 90 }, (_, at) => `f${at}`);

/** Objects of every form, with entries of every kind; some have many fields. */
export function objects(entry: fc.Arbitrary<Kind>): fc.Arbitrary<Kind> {
  return fc
    .record({
      form: fc.nat(forms.length - 1),
      filled: fc.constantFrom(...[0, 0, 0, 0].map(() => [] as readonly string[]), fillers),
      entries: fc.uniqueArray(fc.tuple(keys, entry, fc.nat(wrappers.length - 1)), {
        selector: ([key]) => key,
        maxLength: 4,
      }),
    })
    .map(({ form, filled, entries }): Kind => {
      const schemas = entries.map(([key, { schema }, wrapper]) => [
        key,
        wrappers[wrapper]?.(schema) ?? schema,
      ]);
      const half = filled.length / 2;
      const fillersWith = <T>(value: T): [string, T][] => filled.map((name) => [name, value]);
      const filledSchemas = fillersWith<v.GenericSchema>(v.string());
      const allSchemas = [
        ...filledSchemas.slice(0, half),
        ...schemas,
        ...filledSchemas.slice(half),
      ];
      const values = Object.fromEntries([
        ...fillersWith<fc.Arbitrary<unknown>>(fc.constant('x')),
        ...entries.map(
          ([key, { values: of }]) =>
            [key, fc.oneof({ weight: 6, arbitrary: of }, anything)] as const,
        ),
      ]);
      const more = { b: texts, other: anything, constructor: texts };
      const [some, all] = [
        fc.record({ ...more, ...values }, { requiredKeys: [] }),
        fc.record(values),
      ];
      return {
        name: `object ${form} of ${filled.length} { ${entries.map(([key, { name }, wrapper]) => `${key}: ${wrapper} ${name}`).join(', ')} }`,
        schema: forms[form]?.(Object.fromEntries(allSchemas) as v.ObjectEntries) ?? v.object({}),
        values: fc.oneof(
          { weight: 4, arbitrary: all },
          { weight: 2, arbitrary: some },
          fc.record(values, { noNullPrototype: false }),
          anything,
        ),
      };
    });
}
