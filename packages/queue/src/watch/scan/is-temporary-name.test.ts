import { expect, it } from 'vitest';
import { isTemporaryName } from './is-temporary-name.js';

it.each([
  ...['.a.csv.X1y2Z3', 'a.csv.part', 'a.PARTIAL', 'a.csv.filepart', 'a.tmp', 'a.csv~', '~$a.xlsx'],
  ...['a.csv.crdownload', 'a.csv.done', '.done'],
])('leaves %s alone', (name) => {
  expect(isTemporaryName(name)).toBe(true);
});

it.each(['a.csv', 'part.csv', 'tmp', 'a.done.csv', '-a', 'two\nlines', 'a~b'])(
  'takes %j',
  (name) => {
    expect(isTemporaryName(name)).toBe(false);
  },
);
