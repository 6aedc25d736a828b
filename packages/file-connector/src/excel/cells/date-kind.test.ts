import { expect, it } from 'vitest';
import { dateKind } from './date-kind.js';

it.each([
  ['General', null],
  ['0.00', null],
  ['Standard', null],
  ['General;[Red]d', null],
  ['0 "day(s)"', null],
  ['_d0', null],
  ['0.00E+00', null],
  ['#,##0.00 "Days"', null],
  ['#,##0 [$€-407]', null],
  ['[Red]-0.0', null],
  ['0\\d', null],
  ['@', null],
  ['yyyy-mm-dd', 'date'],
  ['[$-409]mmmm\\ yy;@', 'date'],
  ['m/d/yy', 'date'],
  ['mmm', 'date'],
  ['[$-411]ggge"年"m"月"d"日"', 'date'],
  ['hh:mm', 'time'],
  ['mm:ss.0', 'time'],
  ['h:mm AM/PM', 'time'],
  ['DD.MM.YYYY hh:mm', 'datetime'],
  ['[h]:mm:ss', 'elapsed'],
  ['[mm]:ss', 'elapsed'],
] as const)('the format %s shows %s', (code, kind) => {
  expect(dateKind(200, code)).toBe(kind);
});

it.each([
  [0, null],
  [4, null],
  [14, 'date'],
  [21, 'time'],
  [22, 'datetime'],
  [36, 'date'],
  [45, 'time'],
  [46, 'elapsed'],
  [49, null],
] as const)('the built-in format %i shows %s', (id, kind) => {
  expect(dateKind(id, undefined)).toBe(kind);
});
