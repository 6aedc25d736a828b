import fc from 'fast-check';
import * as v from 'valibot';
import { type Actions, ofItems, ofNumber, ofText } from './actions.js';
import { called } from './calls.js';
import type { Kind } from './kind.js';
import { objects } from './objects.js';
import { plainSchemas } from './plain-schemas.js';
import { keys, numbers, texts } from './values.js';

function piped(
  name: string,
  schema: v.GenericSchema,
  actions: Actions,
  values: fc.Arbitrary<unknown>,
) {
  return fc.array(fc.constantFrom(...Object.keys(actions)), { maxLength: 3 }).map((names): Kind => {
    const items = names.map((action) => actions[action] as never);
    const whole = items.length === 0 ? schema : v.pipe(schema, ...(items as [never]));
    return { name: [name, ...names].join(' '), schema: whole, values };
  });
}

/** Schemas of every kind, with parts up to three levels deep. */
export const { kind } = fc.letrec<{ kind: Kind; leaf: Kind; part: Kind }>((tie) => ({
  kind: fc.oneof({ maxDepth: 3, depthIdentifier: 'schemas' }, tie('leaf'), tie('part')),
  leaf: fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom(...plainSchemas) },
    { weight: 4, arbitrary: piped('string', v.string(), ofText, texts) },
    { weight: 2, arbitrary: piped('number', v.number(), ofNumber, numbers) },
  ),
  part: fc.oneof(
    { weight: 4, arbitrary: objects(tie('kind')) },
    tie('kind').chain(({ name, schema, values }) =>
      fc.oneof(
        piped(`array of ${name}`, v.array(schema), ofItems, fc.array(values, { maxLength: 3 })),
        fc.constantFrom<Kind>(
          { name: `nullable ${name}`, schema: v.nullable(schema), values: fc.option(values) },
          {
            name: `nullable or a ${name}`,
            schema: v.nullable(schema, 'a' as never),
            values: fc.option(values),
          },
          { name: `nullish ${name}`, schema: v.nullish(schema, null), values: fc.option(values) },
          { name: `undefinedable ${name}`, schema: v.undefinedable(schema, -0 as never), values },
          {
            name: `made ${name}`,
            schema: v.nullable(schema, () => called('default', null, 'a') as never),
            values: fc.option(values),
          },
          {
            name: `nonNullable ${name}`,
            schema: v.nonNullable(v.nullable(schema)),
            values: fc.option(values),
          },
          { name: `nonNullish ${name}`, schema: v.nonNullish(schema), values: fc.option(values) },
          { name: `nonOptional ${name}`, schema: v.nonOptional(schema), values },
          {
            name: `record of ${name}`,
            schema: v.record(v.pipe(v.string(), v.maxLength(4)), schema),
            values: fc.dictionary(keys, values, { maxKeys: 3 }),
          },
          {
            name: `map of ${name}`,
            schema: v.map(v.string(), schema),
            values: fc
              .array(fc.tuple(texts, values), { maxLength: 2 })
              .map((entries) => new Map(entries)),
          },
          {
            name: `set of ${name}`,
            schema: v.set(schema),
            values: fc.array(values, { maxLength: 2 }).map((items) => new Set(items)),
          },
          {
            name: `tuple of ${name}`,
            schema: v.tuple([schema, v.string()]),
            values: fc.tuple(values, texts),
          },
          {
            name: `loose tuple of ${name}`,
            schema: v.looseTuple([schema]),
            values: fc.array(values, { maxLength: 2 }),
          },
          {
            name: `strict tuple of ${name}`,
            schema: v.strictTuple([schema]),
            values: fc.array(values, { maxLength: 2 }),
          },
          {
            name: `tuple with rest of ${name}`,
            schema: v.tupleWithRest([v.string()], schema),
            values: fc.tuple(texts, values),
          },
          {
            name: `union of ${name}`,
            schema: v.union([v.number(), schema]),
            values: fc.oneof(values, numbers),
          },
          {
            name: `intersect of ${name}`,
            schema: v.intersect([v.looseObject({}), v.looseObject({ a: v.optional(schema) })]),
            values: fc.record({ a: values, b: texts }, { requiredKeys: [] }),
          },
          {
            name: `variant of ${name}`,
            schema: v.variant('type', [
              v.object({ type: v.literal('a'), a: schema }),
              v.object({ type: v.literal('b') }),
            ]),
            values: fc.record(
              { type: fc.constantFrom('a', 'b'), a: values },
              { requiredKeys: ['type'] },
            ),
          },
          { name: `pipe of ${name}`, schema: v.pipe(schema, v.unknown()), values },
          {
            name: `transformed ${name}`,
            schema: v.pipe(
              schema,
              v.transform((value) => called('late', null, value)),
              v.readonly(),
            ),
            values,
          },
        ),
      ),
    ),
  ),
}));
