import { describe, expect, it } from 'vitest';
import { fieldHint } from './field-hint.js';
import { schemaFields } from './schema-fields.js';

const hintOf = (schema: object, required = ['it']) => {
  const [field] = schemaFields({ type: 'object', properties: { it: schema }, required }, 'params');
  return field && fieldHint(field);
};

describe('fieldHint', () => {
  it.each([
    [{ type: 'string' }, undefined],
    [{ type: 'string', description: 'The month' }, 'The month.'],
    [{ type: 'integer', minimum: 1, maximum: 9 }, 'A whole number. From 1 to 9.'],
    [{ type: 'number', exclusiveMinimum: 0 }, 'More than 0.'],
    [{ type: 'string', minLength: 3, maxLength: 3 }, 'Exactly 3 characters.'],
    [{ type: 'string', maxLength: 3 }, 'At most 3 characters.'],
    [
      { type: 'array', items: { type: 'string' }, minItems: 1 },
      'On each line one value. At least 1 value.',
    ],
    [{ type: 'array', items: { enum: ['a', 'b'] } }, 'On each line one of a, b.'],
    [{}, 'JSON, such as {"name": "value"}.'],
  ])('of %j', (schema, hint) => {
    expect(hintOf(schema)).toBe(hint);
  });

  it('says what is optional', () => {
    expect(hintOf({ type: 'string' }, [])).toBe('Optional.');
  });

  it('says which value a field has that is left empty', () => {
    expect(hintOf({ type: 'string', default: 'x' }, [])).toBe('Left empty, it is x.');
    expect(hintOf({ type: 'number', default: 0 }, [])).toBe('Left empty, it is 0.');
    expect(hintOf({ type: 'boolean', default: true }, [])).toBeUndefined();
  });
});
