import { JsonNumber } from '@wdh/pipeline-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJsonObject } from './json-object.js';

const codeOf = (line: string) => readJsonObject(line, 'number').fault?.code ?? null;

describe('readJsonObject', () => {
  it('reads any object like JSON.parse', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), (row) => {
        const line = JSON.stringify(row);
        fc.pre(!line.includes('\\u'));
        expect(readJsonObject(line, 'number')).toEqual({
          row: JSON.parse(line) as unknown,
          fault: null,
        });
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['', 'INVALID_JSON'],
    ['{"a":1', 'INVALID_JSON'],
    ['{"a":01}', 'INVALID_JSON'],
    ['{"a":NaN}', 'INVALID_JSON'],
    ['{"a":1}{"b":2}', 'INVALID_JSON'],
    ['[1]', 'NOT_AN_OBJECT'],
    ['null', 'NOT_AN_OBJECT'],
    ['"a"', 'NOT_AN_OBJECT'],
    ['{"a":1,"a":1}', 'DUPLICATE_KEY'],
    ['{"a":1,"\\u0061":2}', 'DUPLICATE_KEY'],
    ['{"a":{"b":1,"b":2}}', 'DUPLICATE_KEY'],
    ['{"__proto__":1,"__proto__":2}', 'DUPLICATE_KEY'],
    ['{"a":9007199254740993}', 'NUMBER_NOT_EXACT'],
    ['{"a":[0.12345678901234567890]}', 'NUMBER_NOT_EXACT'],
    ['{"a":1e400}', 'NUMBER_NOT_EXACT'],
    ['{"a":1e-400}', 'NUMBER_NOT_EXACT'],
    ['{"a":"\\u0000"}', 'INVALID_TEXT'],
    ['{"a":["\\ud800"]}', 'INVALID_TEXT'],
    ['{"\\ud800":1}', 'INVALID_TEXT'],
  ])('refuses %s as %s', (line, code) => {
    expect(codeOf(line)).toBe(code);
  });

  it.each([
    '{"a":9007199254740992}',
    '{"a":0.1,"b":-0.0,"c":1.50}',
    '{"a":1e3,"b":1.5E-7}',
    '{"a":123456789012345680000}',
    '{"a":"9007199254740993: \\"x\\": 1"}',
    '{"\\u00e9":"\\ud83d\\ude00"}',
    ' {"a" : {"b":{}} , "c":[{"d":1},{"d":2}]}\t',
  ])('accepts %s', (line) => {
    expect(readJsonObject(line, 'number')).toEqual({
      row: JSON.parse(line) as unknown,
      fault: null,
    });
  });

  it('reads a key named __proto__ like any other', () => {
    const { row } = readJsonObject('{"__proto__":{"x":1}}', 'number');
    expect(Object.keys(row ?? {})).toEqual(['__proto__']);
    expect({}).not.toHaveProperty('x');
  });

  it('keeps numbers of the row as text, and those of documents as numbers', () => {
    const line =
      '{"a":12345678901234567890.10,"b":["1",-0,1e400,2,true],"c":"2\\" 3","d":{"e":[1.5,1.50]}}';
    const { row } = readJsonObject(line, 'text');
    expect(row).toStrictEqual({
      a: '12345678901234567890.10',
      b: ['1', new JsonNumber('-0'), new JsonNumber('1e400'), 2, true],
      c: '2" 3',
      d: { e: [1.5, new JsonNumber('1.50')] },
    });
  });

  it('keeps the digits of any document in which numbers are read as text', () => {
    const number = fc
      .tuple(fc.bigInt(), fc.nat({ max: 999 }), fc.constantFrom('', 'e3', 'E-7'))
      .map(([whole, fraction, power]) => `${whole}.${fraction}0${power}`);
    const { document } = fc.letrec<{ document: string }>((tie) => ({
      document: fc.oneof(
        { depthSize: 'small' },
        number,
        fc.constantFrom('"1.50"', '"\\"3"', 'null', '7', '"\\\\"'),
        fc.array(tie('document')).map((parts) => `[${parts.join(',')}]`),
        fc
          .array(tie('document'))
          .map((parts) => `{${parts.map((part, at) => `"k${at}":${part}`).join(',')}}`),
      ),
    }));
    fc.assert(
      fc.property(document, (text) => {
        const { row } = readJsonObject(`{"a":[${text}]}`, 'text');
        expect(written(row?.['a'])).toBe(`[${text}]`);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps a number below a key named __proto__', () => {
    const { row } = readJsonObject('{"a":{"__proto__":1.50}}', 'text');
    const document = row?.['a'] as object;
    expect(Object.entries(document)).toEqual([['__proto__', new JsonNumber('1.50')]]);
  });

  it.each([
    ['arrays', '[', ']'],
    ['objects', '{"k":', '}'],
  ])('rejects more than 512 nested %s, and accepts fewer', (_, open, close) => {
    const nested = (count: number) => `{"a":${open.repeat(count)}1${close.repeat(count)}}`;
    for (const numbers of ['number', 'text'] as const) {
      expect(readJsonObject(nested(511), numbers).fault).toBeNull();
      expect(readJsonObject(nested(512), numbers).fault?.code).toBe('JSON_TOO_DEEP');
      expect(readJsonObject(nested(200_000), numbers).fault?.code).toBe('JSON_TOO_DEEP');
    }
    const notClosed = `{"a":${open.repeat(200_000)}`;
    expect(readJsonObject(notClosed, 'number').fault?.code).toBe('INVALID_JSON');
  });

  it('counts brackets, colons and numbers in strings as text', () => {
    const line = String.raw`{"a":"[[{\"b\":1,\\","c":"}}]]::1e999\\\"9007199254740993"}`;
    expect(readJsonObject(line, 'number')).toEqual({
      row: JSON.parse(line) as unknown,
      fault: null,
    });
  });

  it('checks a number with very many digits in linear time', () => {
    const zeros = '0'.repeat(900_000);
    expect(codeOf(`{"a":1.${zeros}1}`)).toBe('NUMBER_NOT_EXACT');
    expect(codeOf(`{"a":1.5${zeros}}`)).toBeNull();
  });

  it('reads a row of very many keys', () => {
    const keys = Array.from({ length: 100_000 }, (_, at) => `"k${at}":${at}`).join(',');
    const { row } = readJsonObject(`{${keys}}`, 'text');
    expect(Object.keys(row ?? {})).toHaveLength(100_000);
  });
});

/** Writes a document as JSON without blanks, its numbers as their text. */
function written(value: unknown): string {
  if (value instanceof JsonNumber) return value.text;
  if (Array.isArray(value)) return `[${value.map(written).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(([key, part]) => `"${key}":${written(part)}`);
  return `{${fields.join(',')}}`;
}
