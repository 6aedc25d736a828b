import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { readInPieces } from '../../../test/support/read-in-pieces.js';
import { jsonSource, type JsonSourceOptions } from './json-source.js';

const read = (content: string | Buffer, options: JsonSourceOptions = {}) =>
  readInPieces(content, (bytes) => jsonSource(bytes, options));

const failure = async (content: string | Buffer, options: JsonSourceOptions = {}) => {
  const outcome: unknown = await read(content, options).catch((error: unknown) => error);
  return outcome instanceof Error ? outcome : expect.fail('the text was read');
};

const nested = (count: number) => '['.repeat(count) + ']'.repeat(count);

describe('jsonSource', () => {
  it.each([
    ['an array', '[{"a":1},{"a":2}]'],
    ['an array over several lines', '[\n  {"a": 1},\n  {\n    "a": 2\n  }\n]\n'],
    ['documents after each other', '{"a":1} {"a":2}'],
    ['documents without a blank', '{"a":1}{"a":2}'],
    ['JSON Lines', '{"a":1}\n{"a":2}\n'],
    ['arrays after each other', '[{"a":1}]\n[]\n[{"a":2}]'],
    ['an array, then an object', '[{"a":1}]{"a":2}'],
  ])('reads %s', async (_, text) => {
    expect((await read(text)).rows).toEqual([{ a: 1 }, { a: 2 }]);
  });

  it('reads one object as one record', async () => {
    const { rows, lineNumbers } = await read('\n{"a": [{"b":"]}\\\\\\""}],\n "c": {}}\n');
    expect(rows).toEqual([{ a: [{ b: ']}\\"' }], c: {} }]);
    expect(lineNumbers).toEqual([2]);
  });

  it.each([
    ['items', '{"n":1,"items":[{"a":1},{"a":2}],"next":null}'],
    ['data.items', '{"meta":{"items":[{"a":9}]},"data":{"items":[{"a":1},{"a":2}]}}'],
    [
      'data.items',
      '{"data":{"x":[{"items":[{"a":9}]}],"items":[{"a":1}]}}{"data":{"items":{"a":2}}}',
    ],
    ['results[1].rows', '{"results":[{"rows":[{"a":9}]},{"rows":[{"a":1},{"a":2}]},{}]}'],
    ['[1]', '[[{"a":9}],[{"a":1},{"a":2}],5]'],
    [String.raw`a\.b.c\[0\]`, '{"a":{"b":[]},"a.b":{"c[0]":[{"a":1},{"a":2}]}}'],
    ['ü', '{"\\u00fc":[{"a":1},{"a":2}]}'],
  ])('reads the records at %s', async (at, text) => {
    expect((await read(text, { at })).rows).toEqual([{ a: 1 }, { a: 2 }]);
  });

  it('counts each physical line by its kind', async () => {
    const text = '\ufeff{\n"head":\n\n7,"items": [\n{"a":1}, {"a":\n2},\n\n{"a":3}\n]\n}\n \n';
    const { lineNumbers, statistics } = await read(text, { at: 'items' });
    expect(lineNumbers).toEqual([5, 5, 8]);
    expect(statistics).toMatchObject({
      lines: 11,
      recordLines: 3,
      skippedLines: 5,
      blankLines: 3,
      records: 3,
    });
  });

  it('rejects an element other than an object, or with a fault that JSON allows, alone', async () => {
    const text = Buffer.concat([
      Buffer.from(
        `[{"a":1},\n5,\n"x\\"]",\nnull,\n[{"a":2}],\n{"b":1,"b":2},\n{"a":${nested(6000)}},\n`,
      ),
      Buffer.from('{"a":9007199254740993},\n{"a":"\\u0000"},\n{"a":"'),
      Buffer.of(0xe9),
      Buffer.from('"},\n-1.5e3,{"a":2}]'),
    ]);
    const { rows, rejected } = await read(text);
    expect(rows).toEqual([{ a: 1 }, { a: 2 }]);
    expect(
      rejected.map(({ rowNumber, lineNumber, code }) => [rowNumber, lineNumber, code]),
    ).toEqual([
      [2, 2, 'NOT_AN_OBJECT'],
      [3, 3, 'NOT_AN_OBJECT'],
      [4, 4, 'NOT_AN_OBJECT'],
      [5, 5, 'NOT_AN_OBJECT'],
      [6, 6, 'DUPLICATE_KEY'],
      [7, 7, 'JSON_TOO_DEEP'],
      [8, 8, 'NUMBER_NOT_EXACT'],
      [9, 9, 'INVALID_TEXT'],
      [10, 10, 'INVALID_ENCODING'],
      [11, 11, 'NOT_AN_OBJECT'],
    ]);
    expect(rejected[1]?.input).toBe('"x\\"]"');
  });

  it('rejects a document that is one number, text or null', async () => {
    const { rejected } = await read('17\n"x" null');
    expect(rejected.map(({ code, lineNumber }) => [code, lineNumber])).toEqual([
      ['NOT_AN_OBJECT', 1],
      ['NOT_AN_OBJECT', 2],
      ['NOT_AN_OBJECT', 2],
    ]);
  });

  it('rejects a record that is too large, and no other', async () => {
    const long = `{"a":"${'x'.repeat(60)}]}",\n"b":[{}]}`;
    const wide = `{"a":"${'ü'.repeat(18)}"}`;
    const text = `[${long},{"a":1},"${'y'.repeat(50)}",${wide},{"a":2}${' '.repeat(50)}]`;
    const { rows, rejected, statistics } = await read(text, { maxRecordBytes: 40 });
    expect(rows).toEqual([{ a: 1 }, { a: 2 }]);
    expect(rejected.map(({ code, lineNumber }) => [code, lineNumber])).toEqual([
      ['RECORD_TOO_LARGE', 1],
      ['RECORD_TOO_LARGE', 2],
      ['RECORD_TOO_LARGE', 2],
    ]);
    expect(rejected[0]?.input).toBe(long.slice(0, 40));
    expect(statistics).toMatchObject({ lines: 2, recordLines: 2 });
  });

  it('rejects one object at the path that is too large, and nothing after it', async () => {
    const long = `{"a":"${'x'.repeat(60)}",\n"b":[{}]}`;
    const options = { at: 'data', maxRecordBytes: 40 };
    const { rows, rejected, statistics } = await read(`{"data":${long},\n"z":[1,\n2]}`, options);
    expect({ rows, codes: rejected.map(({ code }) => code) }).toEqual({
      rows: [],
      codes: ['RECORD_TOO_LARGE'],
    });
    expect(statistics).toMatchObject({ lines: 4, recordLines: 2, skippedLines: 2 });
    const twice = read(`{"data":${long},"data":[{"c":1}]}`, options);
    await expect(twice).rejects.toMatchObject({ code: 'JSON_DOCUMENT_INVALID' });
  });

  it('returns numbers as text with numbers: text', async () => {
    const { rows } = await read('[{"id":9007199254740993,"s":"1.50"}]', { numbers: 'text' });
    expect(rows).toEqual([{ id: '9007199254740993', s: '1.50' }]);
  });

  it('reads UTF-16 and byte order marks between documents', async () => {
    const text = Buffer.from('\ufeff[{"a":"ü"}]', 'utf16le');
    expect((await read(text)).rows).toEqual([{ a: 'ü' }]);
    const { statistics } = await read('\ufeff{"a":1}\n\ufeff{"a":2}');
    // The first one belongs to the encoding.
    expect(statistics).toMatchObject({ rows: 2, byteOrderMarks: 1 });
  });

  it.each([
    ['a comma at the end', '[{"a":1},\n{"a":2},]', 2, 9, "']' after a comma"],
    ['a comma at the end of an object', '[{"a":1,}]', 1, 9, "'}' after a comma"],
    ['no comma', '[{"a":1}\n{"a":2}]', 2, 1, "','"],
    ['NaN', '[{"a":1},\n  {"a": NaN}]', 2, 9, 'NaN, which JSON does not have'],
    ['-Infinity', '[-Infinity]', 1, 2, '-Infinity, which'],
    ['None of Python', '[{"a": None}]', 1, 8, 'None, which'],
    ['a comment', '// x\n[]', 1, 1, 'a comment'],
    ['a comment in an element', '[{"a":1 /* x */}]', 1, 9, 'a comment'],
    ['a text without quotes', '[{a:1}]', 1, 3, 'another character'],
    ['single quotes', "[{'a':1}]", 1, 3, 'a single quote'],
    ['text after the end', '[{"a":1}] x', 1, 11, 'a word'],
    ['one bracket too many', '[{"a":1}]]', 1, 10, 'another document or the end'],
    ['a comma after a document', '{"a":1},\n{"a":2}', 1, 8, 'another document or the end'],
    ['a wrong bracket', '[{"a":[1}]', 1, 9, "found '}'"],
    ['a line break in a text', '[{"a":"x\ny"}]', 1, 9, 'a control character'],
    ['a NUL character in a text', '[{"a":"x\0y"}]', 1, 9, 'a control character'],
    ['an unknown escape', String.raw`[{"a":"\x"}]`, 1, 9, 'after a backslash'],
    ['a short escape', String.raw`[{"a":"\u12"}]`, 1, 12, 'hexadecimal'],
    ['a leading zero', '[{"a":01}]', 1, 7, 'a word or a number'],
    ['a number that ends with a point', '[{"a":1},{"a":1.}]', 1, 15, 'a word or a number'],
    ['no colon', '[{"a" 1}]', 1, 7, "expected ':'"],
    ['a byte order mark within', '[{"a":1},\ufeff{"a":2}]', 1, 10, 'another character'],
    ['CSV', 'a,b\n1,2\n', 1, 1, 'a word'],
  ])('fails for %s, with line and column', async (_, text, lineNumber, column, problem) => {
    const error = await failure(text);
    expect(error).toMatchObject({ code: 'JSON_DOCUMENT_INVALID', category: 'data' });
    expect(error.message).toContain(`at line ${lineNumber}, column ${column}: `);
    expect(error.message).toContain(problem);
  });

  it.each([
    ['', 1, 1],
    [' \n', 2, 1],
    ['[', 1, 2],
    ['[{"a":1},\n{"a":2}', 2, 8],
    ['[{"a":1},\n{"a":2},', 2, 9],
    ['[{"a":1},{"a":"x', 1, 17],
    ['[{"a":1},{"a":"x\\', 1, 18],
    ['[{"a":1},{"a":[1,', 1, 18],
    ['{"a":1}{', 1, 9],
  ])('fails for a document that is cut off: %j', async (text, lineNumber, column) => {
    const error = await failure(text);
    expect(error).toMatchObject({ code: 'JSON_DOCUMENT_INCOMPLETE', category: 'data' });
    expect(error.message).toContain(`ends at line ${lineNumber}, column ${column}`);
  });

  it('checks what is around the records as strictly', async () => {
    const wrong = ['{"m":[01],"items":[]}', '{"m":"\\q","items":[]}', '{"items":[],"m":nul}'];
    for (const text of wrong) {
      expect(await failure(text, { at: 'items' })).toMatchObject({ code: 'JSON_DOCUMENT_INVALID' });
    }
    const cut = '{"items":[{"a":1}],"m":{"x":1}';
    expect(await failure(cut, { at: 'items' })).toMatchObject({ code: 'JSON_DOCUMENT_INCOMPLETE' });
    const large = `[{"a":"${'x'.repeat(50)}","b":[1}]}]`;
    expect(await failure(large, { maxRecordBytes: 20 })).toMatchObject({
      code: 'JSON_DOCUMENT_INVALID',
    });
    const deep = `{"m":${nested(10_001)},"items":[]}`;
    expect((await failure(deep, { at: 'items' })).message).toContain('at most 10000 nested');
  });

  it.each([
    ['items', '{"Items":[{"a":1}],"n":2}', ['"Items", "n"', 'did you mean "Items"']],
    ['data.items', '{"data":{"rows":[]}}', ['"rows"']],
    ['data.items', '{"data":{"items":null}}', []],
    ['data.items', '{"data":{"items":[]}}\n{"data":{}}', ['line 2']],
    ['items', '[{"items":[]}]', []],
    ['[2]', '[[],[]]', []],
  ])('fails where a document has no records at %s', async (at, text, parts) => {
    const error = await failure(text, { at });
    expect(error).toMatchObject({ code: 'JSON_PATH_MISSING', category: 'data' });
    for (const part of [JSON.stringify(at), ...parts]) expect(error.message).toContain(part);
  });

  it('fails for two values at the path', async () => {
    const text = '{"items":[{"a":1}],"items":[{"a":2}]}';
    expect((await failure(text, { at: 'items' })).message).toContain('only once');
  });

  it('throws for too many consecutive malformed records', async () => {
    const error = await failure('[1,2,3,4]', { maxConsecutiveMalformed: 3 });
    expect(error).toMatchObject({ code: 'TOO_MANY_MALFORMED' });
  });

  it.each(['', '.', 'a.', '.a', 'a..b', 'a[', 'a[x]', 'a]', 'a[0]b', '[-1]', 'a\\'])(
    'refuses the path %j',
    (at) => {
      expect(() => jsonSource('x', { at })).toThrow('[INVALID_OPTION]');
    },
  );

  it('identifies another path as another source', async () => {
    const hashOf = async (options: JsonSourceOptions) =>
      (await jsonSource(Readable.from([]), options).identify()).optionsSha256;
    expect(await hashOf({ at: 'a' })).not.toBe(await hashOf({}));
    expect(await hashOf({ at: undefined, numbers: 'number' })).toBe(await hashOf({}));
  });
});
