import { Readable } from 'node:stream';
import { JsonNumber, NumberTexts } from '@wdh/pipeline-core';
import { describe, expect, it } from 'vitest';
import { readInPieces } from '../../../test/support/read-in-pieces.js';
import { jsonLinesSource } from '../../json-lines/json-lines-source.js';
import { jsonSource } from '../document/json-source.js';
import type { JsonOptions } from './json-options.js';

/** Reads rows as JSON Lines and as an array, which must be the same. */
async function read(lines: readonly string[], options: JsonOptions) {
  const { rows, rejected } = await readInPieces(lines.join('\n'), (bytes) =>
    jsonLinesSource(bytes, options),
  );
  const document = await readInPieces(`[${lines.join(',\n')}]`, (bytes) =>
    jsonSource(bytes, options),
  );
  expect(document).toMatchObject({ rows, rejected });
  return { rows, rejected };
}

const rename = (renameColumns: Record<string, string>) => ({ renameColumns });

describe('renameColumns', () => {
  it('makes a column of a nested value, and keeps the document', async () => {
    const { rows } = await read(['{"id":1,"address":{"city":"Rome","geo":{"lat":41.9}}}'], {
      renameColumns: { 'address.city': 'city', 'address.geo': 'geo', 'address.geo.lat': 'lat' },
    });
    expect(rows).toEqual([
      {
        id: 1,
        address: { city: 'Rome', geo: { lat: 41.9 } },
        city: 'Rome',
        geo: { lat: 41.9 },
        lat: 41.9,
      },
    ]);
  });

  it('renames a property', async () => {
    const { rows } = await read(['{"Id":1,"b":2}', '{"b":3}'], rename({ Id: 'id' }));
    expect(rows).toEqual([{ id: 1, b: 2 }, { b: 3 }]);
    expect(Object.hasOwn(rows[1] ?? {}, 'id')).toBe(false);
  });

  it('exchanges the names of two properties', async () => {
    const { rows } = await read(['{"a":1,"b":2}'], rename({ a: 'b', b: 'a' }));
    expect(rows).toEqual([{ b: 1, a: 2 }]);
  });

  it('takes a value of an array by its position', async () => {
    const lines = ['{"tags":["x","y"]}', '{"tags":[]}', '{"tags":[[1]]}'];
    const { rows, rejected } = await read(lines, rename({ 'tags[0]': 'a', 'tags[0][0]': 'b' }));
    expect(rows).toEqual([{ tags: [] }, { tags: [[1]], a: [1], b: 1 }]);
    expect(rejected).toMatchObject([{ lineNumber: 1, code: 'NOT_AN_OBJECT', field: 'b' }]);
  });

  it('takes a property of exactly that name before a nested value', async () => {
    const lines = ['{"a.b":1,"a":{"b":2}}', '{"a":{"b":3}}'];
    const { rows } = await read(lines, rename({ 'a.b': 'x' }));
    expect(rows).toEqual([
      { x: 1, a: { b: 2 } },
      { x: 3, a: { b: 3 } },
    ]);
    const { rows: others } = await read(['{"a[0]":3,"a":4}'], rename({ 'a[0]': 'y' }));
    expect(others).toEqual([{ y: 3, a: 4 }]);
  });

  it('takes a character after a backslash as it is', async () => {
    const lines = [String.raw`{"a.b":1,"c":{"d.e":2}}`, '{"a":{"b":3}}'];
    const { rows } = await read(
      lines,
      rename({ [String.raw`a\.b`]: 'x', [String.raw`c.d\.e`]: 'y' }),
    );
    expect(rows).toEqual([{ x: 1, c: { 'd.e': 2 }, y: 2 }, { a: { b: 3 } }]);
  });

  it('leaves an absent value absent, and makes one within null null', async () => {
    const lines = ['{"id":1}', '{"a":{}}', '{"a":{"b":{}}}', '{"a":null}', '{"a":{"b":null}}'];
    const { rows } = await read(lines, rename({ 'a.b.c': 'c' }));
    expect(rows.map((row) => (Object.hasOwn(row, 'c') ? row['c'] : 'absent'))).toEqual([
      'absent',
      'absent',
      'absent',
      null,
      null,
    ]);
  });

  it('finds no inherited property', async () => {
    const { rows } = await read(['{"a":{}}'], rename({ 'a.toString': 'x', 'a.__proto__': 'y' }));
    expect(rows).toEqual([{ a: {} }]);
    const { rejected } = await read(['{"a":[]}'], rename({ 'a.length': 'x' }));
    expect(rejected).toMatchObject([{ code: 'NOT_AN_OBJECT', field: 'x' }]);
  });

  it('rejects a record whose path leads through another value, by its column', async () => {
    const lines = ['{"a":"Rome"}', '{"a":[{"b":1}]}', '{"a":7}', '{"a":{"b":1}}'];
    const { rows, rejected } = await read(lines, rename({ 'a.b': 'b' }));
    expect(rows).toEqual([{ a: { b: 1 }, b: 1 }]);
    expect(rejected).toMatchObject(
      [1, 2, 3].map((lineNumber) => ({
        lineNumber,
        code: 'NOT_AN_OBJECT',
        field: 'b',
        input: lines[lineNumber - 1],
      })),
    );
    expect(rejected[0]?.message).not.toContain('Rome');
  });

  it('rejects a record with two values for a column', async () => {
    const lines = ['{"a":{"b":1},"b":2}', '{"a":{"b":1}}'];
    const { rows, rejected } = await read(lines, rename({ 'a.b': 'b' }));
    expect(rows).toEqual([{ a: { b: 1 }, b: 1 }]);
    expect(rejected).toMatchObject([{ code: 'DUPLICATE_KEY', field: 'b', lineNumber: 1 }]);
  });

  it('keeps a property named __proto__', async () => {
    const { rows } = await read(['{"__proto__":{"x":1},"a":2}'], rename({ a: '__proto' }));
    expect(Object.keys(rows[0] ?? {})).toEqual(['__proto__', '__proto']);
  });

  it('keeps every digit of a nested number, and knows that it was a number', async () => {
    const line = '{"p":{"n":1.50,"s":"1.50","d":{"x":1.50}}}';
    const options = {
      numbers: 'text',
      renameColumns: { 'p.n': 'n', 'p.s': 's', 'p.d': 'd' },
    } as const;
    const { rows } = await read([line], options);
    expect(rows).toMatchObject([{ n: '1.50', s: '1.50', d: { x: new JsonNumber('1.50') } }]);
    const texts = new NumberTexts();
    const [row = {}] = rows;
    expect(texts.wasNumber(row, 'n', '1.50')).toBe(true);
    expect(texts.wasNumber(row, 's', '1.50')).toBe(false);
  });
});

describe('columns', () => {
  it('keeps the named columns alone', async () => {
    const lines = ['{"id":1,"a":{"b":2},"c":3}', '{"id":4}'];
    const { rows } = await read(lines, { columns: ['b', 'id'], renameColumns: { 'a.b': 'b' } });
    expect(rows).toEqual([{ b: 2, id: 1 }, { id: 4 }]);
  });

  it.each([
    [{ columns: [] }],
    [{ columns: ['a', 'a'] }],
    [{ columns: ['a'], renameColumns: { b: 'c' } }],
    [{ renameColumns: { a: 'c', b: 'c' } }],
    [{ renameColumns: { 'a..b': 'c' } }],
  ])('refuses %j', (options) => {
    expect(() => jsonSource('x', options)).toThrow('[INVALID_OPTION] jsonSource');
    expect(() => jsonLinesSource('x', options)).toThrow('[INVALID_OPTION] jsonLinesSource');
  });

  it('identifies other columns as another source, in any order', async () => {
    const hashOf = async (options: JsonOptions) => {
      const source = jsonLinesSource(Readable.from([Buffer.from('{}')]), options);
      return (await source.identify()).optionsSha256;
    };
    expect(await hashOf({ columns: ['a', 'b'] })).toBe(await hashOf({ columns: ['b', 'a'] }));
    expect(await hashOf({ columns: ['a'] })).not.toBe(await hashOf({}));
    expect(await hashOf({ renameColumns: { a: 'b' } })).not.toBe(await hashOf({}));
    expect(await hashOf({ renameColumns: {} })).toBe(await hashOf({}));
  });
});
