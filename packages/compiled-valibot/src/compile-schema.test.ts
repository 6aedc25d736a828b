import { readdirSync, readFileSync } from 'node:fs';
import * as v from 'valibot';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { compileSchema } from './compile-schema.js';

const person = v.object({
  name: v.pipe(v.string(), v.trim(), v.nonEmpty()),
  age: v.pipe(v.string(), v.digits(), v.toNumber()),
});

describe('compileSchema', () => {
  it('makes the output, with the keys in the order of the schema', () => {
    const result = compileSchema(person)?.validate({ age: '41', extra: 1, name: ' Ann ' });
    expect(result).toEqual({ typed: true, value: { name: 'Ann', age: 41 } });
    expect(Object.keys((result as { value: object }).value)).toEqual(['name', 'age']);
  });

  it('leaves a value that fails to the schema, which alone makes issues', () => {
    const value = { name: '', age: 'x' };
    expect(compileSchema(person)?.validate(value)).toEqual(person['~standard'].validate(value));
  });

  it('is a Standard Schema itself', () => {
    const compiled = compileSchema(person);
    expect(compiled?.['~standard']).toMatchObject({ version: 1, vendor: 'valibot' });
    expect(compiled?.['~standard'].validate).toBe(compiled?.validate);
  });

  it.each(['auto', 'never'] as const)('calls functions once for a row that fails (%s)', (mode) => {
    const seen = new Set<unknown>();
    const isNew = vi.fn((id: string) => seen.size < seen.add(id).size);
    const schema = v.object({ id: v.pipe(v.string(), v.check(isNew)), age: v.number() });
    const compiled = compileSchema(schema, { codeGeneration: mode });
    const failed = compiled?.validate({ id: 'a', age: 'no number' });
    expect(failed?.issues?.map(({ path }) => path)).toMatchObject([[{ key: 'age' }]]);
    expect(compiled?.validate({ id: 'a', age: 1 }).issues).toMatchObject([
      { type: 'check', path: [{ key: 'id', type: 'object' }] },
    ]);
    expect(isNew).toHaveBeenCalledTimes(2);
  });

  it('passes on an exception of a function of the user', () => {
    const fail = (): never => {
      throw new RangeError('of the user');
    };
    const schema = v.object({ a: v.pipe(v.string(), v.transform(fail)) });
    expect(() => compileSchema(schema)?.validate({ a: 'x' })).toThrow('of the user');
  });

  it('writes no text of a schema into code but keys, as JSON strings', () => {
    const hostile = `"]; throw new Error('run'); //\u2028\n\\`;
    const schema = v.object({
      [hostile]: v.optional(v.picklist([hostile, 'b']), hostile as never),
      b: v.pipe(v.string(), v.startsWith(hostile), v.regex(/`\$\{throw\}/)),
    });
    const value = { [hostile]: hostile, b: `${hostile}\`\${throw}` };
    expect(compileSchema(schema)?.isGenerated).toBe(true);
    expect(compileSchema(schema)?.validate(value)).toEqual({ typed: true, value });
    expect(compileSchema(schema)?.validate({ b: value.b })).toEqual({ typed: true, value });
  });

  it.each([
    [
      'of another library',
      { '~standard': { version: 1, vendor: 'other', validate: () => ({ value: 1 }) } },
    ],
    ['that is asynchronous', v.objectAsync({ a: v.string() })],
    [
      'with an asynchronous pipe',
      v.pipeAsync(
        v.string(),
        v.checkAsync(() => Promise.resolve(true)),
      ),
    ],
    ['with one field, a function of the user', v.object({ a: v.custom(() => true) })],
    ['that was replaced', v.fallback(v.string(), 'a')],
    ['that only looks like one', { ...v.string(), '~run': () => ({ typed: true, value: 1 }) }],
  ])('returns null for a schema %s', (_, schema) => {
    expect(compileSchema(schema as never)).toBeNull();
  });

  it('lets valibot run a node in a field whose code is not its own', () => {
    const doubled = v.number();
    const odd = { ...doubled, '~run': () => ({ typed: true, value: 'odd' }) };
    const compiled = compileSchema(v.object({ a: odd, b: v.string() } as never));
    expect(compiled?.validate({ a: 1, b: 'b' })).toEqual({
      typed: true,
      value: { a: 'odd', b: 'b' },
    });
  });

  it('notices a result that differs', () => {
    const compiled = compileSchema(person);
    const row = { name: 'Ann', age: '41' };
    expect(compiled?.agrees(row, { value: { name: 'Ann', age: 41 } })).toBe(true);
    for (const value of [{ age: 41, name: 'Ann' }, { name: 'Ann', age: '41' }, { name: 'Ann' }]) {
      expect(compiled?.agrees(row, { value })).toBe(false);
    }
    expect(compiled?.agrees(row, { issues: [{ message: 'no' }] })).toBe(false);
  });

  it('imports nothing', () => {
    const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' });
    const sources = files.filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'));
    const imported = sources.flatMap((path) => [
      ...readFileSync(`${import.meta.dirname}/${path}`, 'utf8').matchAll(/ from '([^.][^']*)'/g),
    ]);
    expect(sources.length).toBeGreaterThan(10);
    expect(imported).toEqual([]);
  });
});

describe('where code may not be generated', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  it('combines functions', async () => {
    vi.resetModules();
    vi.stubGlobal('Function', () => {
      throw new EvalError('Code generation from strings disallowed for this context');
    });
    const { compileSchema: compile } = await import('./compile-schema.js');
    const compiled = compile(person);
    expect(compiled?.isGenerated).toBe(false);
    const value = { name: 'Ann', age: 41 };
    expect(compiled?.validate({ name: 'Ann ', age: '41' })).toEqual({ typed: true, value });
  });
});
