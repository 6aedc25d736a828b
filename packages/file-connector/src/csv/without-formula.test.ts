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
    'x\t=1',
    '1-1',
    '2025-03-01',
  ])('leaves %j alone', (text) => {
    expect(withoutFormula(text)).toBe(text);
  });
});
