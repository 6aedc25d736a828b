import { expect, test } from 'vitest';
import { columnNames } from './column-names.js';

test.each([
  [
    ['Airport Name', 'costTotal $', 'ID'],
    ['airport_name', 'cost_total', 'id'],
  ],
  [
    ['A b', 'a_B', 'a b'],
    ['a_b', 'a_b_2', 'a_b_3'],
  ],
  [
    ['a', 'a_2', 'A'],
    ['a', 'a_2', 'a_3'],
  ],
  [
    ['$', '', '%'],
    ['column_1', 'column_2', 'column_3'],
  ],
  [
    ['ctid', 'xmin'],
    ['ctid_2', 'xmin_2'],
  ],
  [
    ['姓名', 'Größe'],
    ['姓名', 'größe'],
  ],
  [
    ['order', 'User'],
    ['order', 'user'],
  ],
])('names the columns of %j', (sources, names) => {
  expect(columnNames(sources)).toEqual(names);
});

test('truncates names to 63 bytes and never within a character, and keeps them different', () => {
  const names = columnNames(['长'.repeat(30), `${'长'.repeat(30)}度`, 'x'.repeat(100)]);
  expect(names).toEqual(['长'.repeat(21), `${'长'.repeat(20)}_2`, 'x'.repeat(63)]);
  for (const name of names) expect(Buffer.byteLength(name)).toBeLessThanOrEqual(63);
});
