import * as v from 'valibot';
import { describe, expect, it, vi } from 'vitest';
import { compileSchema } from './compile-schema.js';
import type { StandardResult } from './standard-schema.js';

const modes = ['auto', 'never'] as const;

/** The code of valibot 1.4, which takes inherited keys for entries. */
function looseObject(entries: Record<string, v.GenericSchema>): v.GenericSchema {
  const schema = {
    kind: 'schema',
    type: 'loose_object',
    reference: looseObject,
    async: false,
    entries,
    '~run'(dataset: { value: Record<string, unknown> }) {
      const input = dataset.value;
      const value: Record<string, unknown> = {};
      for (const key in this.entries) value[key] = input[key];
      for (const key in input) if (!(key in this.entries)) value[key] = input[key];
      return { value, typed: true };
    },
  };
  const validate = (value: never): unknown => schema['~run']({ value });
  return Object.assign(schema, {
    '~standard': { version: 1, vendor: 'valibot', validate },
  }) as never;
}

/** The code of valibot 1.4, for which NaN is not NaN. */
function literal(value: unknown): v.GenericSchema {
  return {
    kind: 'schema',
    type: 'literal',
    reference: literal,
    async: false,
    literal: value,
    '~run'(this: { literal: unknown }, dataset: v.UnknownDataset) {
      const typed = dataset.value === this.literal;
      return { ...dataset, typed, ...(typed ? {} : { issues: [{ message: 'no' }] }) };
    },
  } as never;
}

describe.each(modes)('compileSchema with code generation %s', (codeGeneration) => {
  it('compiles what is around a part that contains itself', () => {
    const branch = v.object({
      name: v.string(),
      get some(): v.GenericSchema {
        return v.optional(v.union([branch, v.array(branch), v.string()]));
      },
    });
    const tree = v.object({ name: v.pipe(v.string(), v.trim()), branch });
    const value = { name: ' a', branch: { name: 'b', some: [{ name: 'c', some: 'd' }] } };
    for (const schema of [branch, tree]) {
      const compiled = compileSchema(schema as v.GenericSchema, { codeGeneration });
      for (const given of [value, value.branch, { ...value.branch, some: 1 }]) {
        expect(compiled?.validate(given)).toEqual(schema['~standard'].validate(given));
      }
    }
  });

  it('returns null for a schema of which a getter throws, and for a far too large one', () => {
    const early = v.object({
      get later(): v.GenericSchema {
        throw new ReferenceError('Cannot access before initialization');
      },
    });
    let shared: v.GenericSchema = v.string();
    for (let at = 0; at < 40; at += 1) shared = v.object({ a: shared, b: v.optional(shared) });
    expect(compileSchema(early, { codeGeneration })).toBeNull();
    expect(compileSchema(shared, { codeGeneration })).toBeNull();
  });

  it('runs a readonly with other code after a transformation', () => {
    const other = { ...v.readonly(), '~run': () => ({ typed: true, value: 'other' }) };
    const a = v.pipe(
      v.string(),
      v.transform((text) => text.length),
      other as never,
    );
    const compiled = compileSchema(v.object({ a, b: v.string() }), { codeGeneration });
    const value = { a: 'other', b: 'y' };
    expect(compiled?.validate({ a: 'x', b: 'y' })).toEqual({ typed: true, value });
  });

  it('copies the keys that the loose object of its version copies', () => {
    const given = { a: 'x', toString: 1, b: 2 };
    const none = vi.fn();
    for (const make of [v.looseObject, looseObject]) {
      const schema: v.GenericSchema = make({ a: v.string() });
      const observed = { ...schema, '~standard': { ...schema['~standard'], validate: none } };
      const compiled = compileSchema(observed, { codeGeneration });
      const expected = schema['~standard'].validate(given);
      expect(compiled?.validate(given)).toEqual(expected);
    }
    expect(none).not.toHaveBeenCalled();
  });

  it('asks valibot whether NaN is the literal NaN', () => {
    const entries = { a: literal(NaN), b: v.string() };
    const schema = v.object(entries);
    const compiled = compileSchema(schema, { codeGeneration });
    expect(compiled?.validate({ a: NaN, b: '' }).issues).toMatchObject([{ message: 'no' }]);
    const own = compileSchema(v.object({ a: v.literal(NaN) }), { codeGeneration });
    expect(own?.validate({ a: NaN })).toEqual({ typed: true, value: { a: NaN } });
  });

  it('leaves objects with inherited entries, or with the key __proto__, to valibot', () => {
    const inherited = Object.create({
      a: v.nullable(v.union([v.number()]), 'x' as never),
    }) as v.ObjectEntries;
    const prototype = Object.fromEntries([['__proto__', v.optional(v.object({}))]]);
    for (const entries of [inherited, prototype]) {
      const schema = v.looseObject(entries);
      expect(compileSchema(schema, { codeGeneration })).toBeNull();
      const compiled = compileSchema(v.object({ o: schema, b: v.string() }), { codeGeneration });
      const given = { o: Object.fromEntries([['__proto__', { a: null }]]), b: '' };
      const result = v.object({ o: schema, b: v.string() })['~standard'].validate(given);
      expect(compiled?.validate(given)).toEqual(result);
      expect(compiled?.agrees(given, result as StandardResult<unknown>)).toBe(true);
    }
  });

  it('calls no function twice in a part whose properties are inherited', () => {
    const isKnown = vi.fn(() => false);
    const known = v.pipe(v.string(), v.check(isKnown));
    const tuple = Object.create(v.tuple([known])) as typeof known;
    const rest = v.objectWithRest(Object.create({ a: known }) as v.ObjectEntries, v.string());
    const compiled = compileSchema(v.object({ tuple, rest, b: v.string() }), { codeGeneration });
    expect(compiled?.validate({ tuple: ['x'], rest: { a: 'x' }, b: '' }).issues).toHaveLength(2);
    expect(isKnown).toHaveBeenCalledTimes(2);
  });

  it.each(['g', 'y'])('asks a pattern with the flag %s once for each value', (flag) => {
    const pattern = new RegExp('a', flag);
    const schema = v.object({ a: v.pipe(v.string(), v.regex(pattern)), b: v.string() });
    const compiled = compileSchema(schema, { codeGeneration });
    const passes = [1, 2, 3].map(() => compiled?.validate({ a: 'ab', b: '' }).issues === undefined);
    expect(passes).toEqual([true, false, true]);
  });

  it('reads lists by index', () => {
    class Odd extends Array<string> {
      override *[Symbol.iterator](): ArrayIterator<string> {
        yield 'never';
      }
    }
    const list = Object.assign(new Odd(), { 0: 'a' });
    const compiled = compileSchema(v.object({ a: v.array(v.string()) }), { codeGeneration });
    expect(compiled?.validate({ a: list })).toEqual({ typed: true, value: { a: ['a'] } });
  });
});
