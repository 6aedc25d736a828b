import { expect, it } from 'vitest';
import { withoutChecksumFiles } from './without-checksum-files.js';

it('leaves out the checksum files of other inputs', () => {
  const inputs = ['a.zip', 'a.zip.CHECKSUM', 'b.csv', 'b.csv.sha256', 'c.csv', 'c.csv.sha256sum'];
  expect(withoutChecksumFiles(inputs)).toEqual(['a.zip', 'b.csv', 'c.csv']);
});

it.each([
  ['one without its file', ['b.csv', 'a.csv.CHECKSUM']],
  ['one of another folder', ['x/a.csv', 'y/a.csv.CHECKSUM']],
  ['a name that is a suffix alone', ['.CHECKSUM', 'a.csv']],
  ['a file with another suffix', ['a.csv', 'a.csv.gz']],
])('keeps %s', (_what, inputs) => {
  expect(withoutChecksumFiles(inputs)).toEqual(inputs);
});
