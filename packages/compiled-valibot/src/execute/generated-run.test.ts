import * as v from 'valibot';
import { expect, it } from 'vitest';
import { compileSchema } from '../compile-schema.js';

const names = Array.from({ length: 100 }, (_, at) => (at === 99 ? '7' : `c${at}`));
const entries = Object.fromEntries(
  names.map((name) => [name, v.optional(v.pipe(v.string(), v.digits(), v.toNumber()), '1')]),
);
const whole = Object.fromEntries(names.map((name, at) => [name, String(at)]));
const inputs: readonly unknown[] = [
  whole,
  { ...whole, c99: '1' },
  { ...whole, c0: 'x' },
  { ...whole, c50: 'x' },
  { ...whole, 7: 'x' },
  { c40: '2' },
  Object.create(whole),
  null,
  'text',
];

it.each([v.object(entries), v.strictObject(entries), v.looseObject(entries)])(
  'an object of many fields is the same as with valibot: %#',
  (schema) => {
    const compiled = compileSchema(schema);
    for (const input of inputs) {
      const expected = schema['~standard'].validate(input);
      const result = compiled?.validate(input);
      expect(result).toEqual(expected);
      expect(shapeOf(result)).toEqual(shapeOf(expected));
    }
  },
);

function shapeOf(result: unknown): unknown {
  const { value } = result as { readonly value: unknown };
  if (typeof value !== 'object' || value === null) return value;
  return [Object.getPrototypeOf(value), Object.keys(value)];
}
