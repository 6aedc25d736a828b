import { toJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { hasFields, schemaFields } from './schema-fields.js';

const fieldsOf = (entries: v.ObjectEntries) => {
  const schema = toJsonSchema(v.object(entries), { typeMode: 'input', errorMode: 'ignore' });
  return schemaFields(schema as Record<string, unknown>, 'params');
};

describe('schemaFields', () => {
  it.each<[string, v.GenericSchema, object]>([
    [
      'a text',
      v.pipe(v.string(), v.regex(/^\d{4}$/u)),
      { kind: 'text', rules: { pattern: '^\\d{4}$' } },
    ],
    ['a number', v.pipe(v.number(), v.minValue(0.5)), { kind: 'number', rules: { minimum: 0.5 } }],
    [
      'a whole number',
      v.pipe(v.number(), v.integer(), v.maxValue(9)),
      { kind: 'integer', rules: { maximum: 9 } },
    ],
    ['true or false', v.boolean(), { kind: 'boolean' }],
    ['a day', v.pipe(v.string(), v.isoDate()), { kind: 'date' }],
    ['a time', v.pipe(v.string(), v.isoTimestamp()), { kind: 'date-time' }],
    ['a choice', v.picklist(['a', 'b']), { kind: 'choice', choices: ['a', 'b'] }],
    ['a choice of numbers', v.picklist([1, 2]), { kind: 'choice', choices: [1, 2] }],
    [
      'a union of literals',
      v.union([v.literal('a'), v.literal(1)]),
      { kind: 'choice', choices: ['a', 1] },
    ],
    ['one literal', v.literal('x'), { kind: 'choice', choices: ['x'] }],
    [
      'a nullable choice',
      v.nullable(v.picklist(['a'])),
      { kind: 'choice', isNullable: true, choices: ['a'] },
    ],
    ['a nullable number', v.nullable(v.number()), { kind: 'number', isNullable: true }],
    [
      'texts',
      v.pipe(v.array(v.string()), v.maxLength(5)),
      { kind: 'list', itemKind: 'text', rules: { maxItems: 5 } },
    ],
    [
      'choices',
      v.array(v.picklist(['a', 'b'])),
      { kind: 'list', itemKind: 'choice', choices: ['a', 'b'] },
    ],
    [
      'an object',
      v.object({ from: v.number() }),
      { kind: 'object', fields: [{ path: 'params.it.from', kind: 'number' }] },
    ],
    ['choices that look the same', v.picklist([1, '1']), { kind: 'json' }],
    ['a union', v.union([v.string(), v.number()]), { kind: 'json' }],
    ['a record', v.record(v.string(), v.number()), { kind: 'json' }],
    ['a tuple', v.tuple([v.string(), v.number()]), { kind: 'json' }],
    ['a list of objects', v.array(v.object({ a: v.string() })), { kind: 'json' }],
    ['a list with nulls', v.array(v.nullable(v.string())), { kind: 'json' }],
    ['anything', v.any(), { kind: 'json' }],
  ])('asks for %s', (_, schema, expected) => {
    expect(fieldsOf({ it: schema })).toMatchObject([
      { path: 'params.it', isRequired: true, ...expected },
    ]);
  });

  it('takes an object inside an object as JSON', () => {
    const [outer] = fieldsOf({ outer: v.object({ inner: v.object({ a: v.string() }) }) });
    expect(outer?.fields).toMatchObject([{ path: 'params.outer.inner', kind: 'json' }]);
  });

  it('knows what is optional, its preset, its name and its description', () => {
    const month = v.pipe(v.string(), v.title('Month'), v.description('The month to load.'));
    expect(fieldsOf({ month, days: v.optional(v.number(), 3) })).toMatchObject([
      { label: 'Month', description: 'The month to load.', isRequired: true, preset: undefined },
      { label: 'days', description: '', isRequired: false, preset: 3 },
    ]);
  });

  it('reads a type that lists null', () => {
    const schema = {
      type: 'object',
      properties: {
        a: { type: ['integer', 'null'] },
        b: { type: ['string', 'null'], enum: ['x', null] },
      },
    };
    expect(schemaFields(schema, 'params')).toMatchObject([
      { kind: 'integer', isNullable: true },
      { kind: 'choice', choices: ['x'], isNullable: true },
    ]);
  });
});

describe('hasFields', () => {
  it('takes an object of known properties', () => {
    expect(hasFields({ type: 'object', properties: {} })).toBe(true);
    expect(hasFields({ type: 'object', additionalProperties: { type: 'number' } })).toBe(false);
    expect(hasFields({ type: 'object', properties: {}, additionalProperties: true })).toBe(false);
    expect(hasFields({ anyOf: [] })).toBe(false);
    expect(hasFields(null)).toBe(false);
  });
});
