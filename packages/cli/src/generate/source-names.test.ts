import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { constantName, propertyName, stringLiteral, typeName } from './source-names.js';

test.each([
  ['wildlife_strikes', 'wildlifeStrikes', 'WildlifeStrikes'],
  ['2024_sales', '_2024Sales', '_2024Sales'],
  ['class', '_class', 'Class'],
  ['客户', '客户', '客户'],
  ['My Table; x', 'MyTableX', 'MyTableX'],
  ['_a__b_', 'aB', 'AB'],
])('names the constant and the type of %j', (name, constant, type) => {
  expect([constantName(name), typeName(name)]).toEqual([constant, type]);
});

test('quotes a property only where necessary', () => {
  expect(['__proto__', 'a_b', '姓名', '2020', "it's\n"].map(propertyName)).toEqual([
    "['__proto__']",
    'a_b',
    '姓名',
    "'2020'",
    String.raw`'it\'s\n'`,
  ]);
});

test.each(["'", '"', '\\', "\\'", '\u2028', '${x}'])('writes %j as a string', (text) => {
  expect(runInNewContext(stringLiteral(text))).toBe(text);
});
