import { describe, expect, it } from 'vitest';
import { withoutFormula } from './without-formula.js';

describe('withoutFormula', () => {
  it.each([
    '=1+1',
    '+1+1',
    '-1+1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '＝1',
    '－x',
    '+',
    '-1e5x',
    ...[' =1', '  -1', '"=1', '" =1', " '=1", '\u00a0@x', '\ufeff=1', '\u200b+1', '\u202e=1'],
    ...['\u0000=1', '﹦1', '﹣x', '-1-1', '-12,5', '+49 30', '\t5', '=', '@', '--1'],
  ])('puts an apostrophe before %j', (text) => {
    expect(withoutFormula(text)).toBe(`'${text}`);
  });

  it.each([
    ['x;=1;y', "x;'=1;y"],
    ['x\t@A1', "x\t'@A1"],
    ['x\n=1\r\n +y', "x\n'=1\r\n' +y"],
    ['=1;=2', "'=1;'=2"],
  ])('converts %j, which other settings split, to %j', (text, safe) => {
    expect(withoutFormula(text)).toBe(safe);
  });

  it.each([
    '',
    'a=1',
    '-5',
    '+3.50',
    '0',
    "'=1",
    ' x',
    '-12.5',
    '"a"',
    '"',
    ' ',
    'x\t-1',
    'a;b=1;-5\n+3.5',
    'a,=1',
    '1-1',
    '2025-03-01',
  ])('leaves %j alone', (text) => {
    expect(withoutFormula(text)).toBe(text);
  });
});
