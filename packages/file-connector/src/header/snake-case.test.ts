import { expect, it } from 'vitest';
import { snakeCase } from './snake-case.js';

it.each([
  ['Airport Name', 'airport_name'],
  ['Cost: Total $', 'cost_total'],
  ['flightDate', 'flight_date'],
  ['FAAIdentifier', 'faa_identifier'],
  ['already_snake_case', 'already_snake_case'],
  ['2nd engine', '2nd_engine'],
  ['飞行 日期', '飞行_日期'],
  ['$$$', ''],
])('%s becomes %s', (name, expected) => {
  expect(snakeCase(name)).toBe(expected);
});
