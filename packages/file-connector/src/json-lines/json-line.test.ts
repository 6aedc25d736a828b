import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJsonLine } from './json-line.js';

const codeOf = (line: string) => readJsonLine(line, 'number').fault?.code ?? null;

describe('readJsonLine', () => {
  it('reads any object as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), (row) => {
        const line = JSON.stringify(row);
        fc.pre(!line.includes('\\u'));
        expect(readJsonLine(line, 'number')).toEqual({
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
    expect(readJsonLine(line, 'number')).toEqual({ row: JSON.parse(line) as unknown, fault: null });
  });

  it('reads a key named __proto__ like any other', () => {
    const { row } = readJsonLine('{"__proto__":{"x":1}}', 'number');
    expect(Object.keys(row ?? {})).toEqual(['__proto__']);
    expect({}).not.toHaveProperty('x');
  });

  it('keeps numbers as the text that they have in the file', () => {
    const line = '{"a":12345678901234567890.10,"b":["1",-0,1e400,true],"c":"2\\" 3"}';
    expect(readJsonLine(line, 'text').row).toEqual({
      a: '12345678901234567890.10',
      b: ['1', '-0', '1e400', true],
      c: '2" 3',
    });
  });
});
