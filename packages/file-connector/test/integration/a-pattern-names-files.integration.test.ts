import { mkdir, writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { csvSources } from '../../src/index.js';
import { readSource } from '../support/read-source.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const path = temporaryFolder();

it('csvSources makes one source of each file that fits, in the order of their paths', async () => {
  await mkdir(path('b'));
  await mkdir(path('in-2.csv'));
  await writeFile(path('b/in-1.csv'), 'a\n1\n');
  await writeFile(path('in-10.csv'), 'a\n2\n');
  await writeFile(path('in-9.csv'), 'a\n3\n\n4\n');
  await writeFile(path('other.txt'), 'x');
  const sources = await csvSources(path('**/in-*.csv'), { columns: ['a'] });
  const identities = await Promise.all(sources.map((source) => source.identify()));
  expect(identities.map(({ name }) => name)).toEqual(
    ['b/in-1.csv', 'in-10.csv', 'in-9.csv'].map(path),
  );
  const read = await Promise.all(sources.map((source) => readSource(source)));
  expect(read.map(({ rows, lineNumbers }) => [rows.map(({ a }) => a), lineNumbers])).toEqual([
    [['1'], [2]],
    [['2'], [2]],
    [
      ['3', '4'],
      [2, 4],
    ],
  ]);
});

it('csvSources refuses a pattern that no file fits', async () => {
  await expect(csvSources(path('*.csv'))).rejects.toMatchObject({
    code: 'FILE_NOT_FOUND',
    category: 'file',
  });
});
