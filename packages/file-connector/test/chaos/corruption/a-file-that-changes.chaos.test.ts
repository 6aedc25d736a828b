import { appendFile, rename, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { csvSource } from '../../../src/index.js';
import { readSource } from '../../support/read-source.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const path = temporaryFolder();
const text = `a,b\n${'1,some text\n'.repeat(100_000)}`;
const changed = { code: 'SOURCE_CHANGED', category: 'file' };

it.each([
  ['grows', (file: string) => appendFile(file, '2,more\n')],
  ['is truncated', (file: string) => truncate(file, 500_000)],
  ['is emptied', (file: string) => truncate(file, 0)],
  ['is removed', (file: string) => rm(file)],
  ['is overwritten in place', (file: string) => writeFile(file, text.toUpperCase())],
  [
    'is replaced by another of the same content, size and time',
    async (file: string) => {
      await writeFile(`${file}.new`, text);
      await utimes(`${file}.new`, 1, 1);
      await rename(`${file}.new`, file);
    },
  ],
])('C21 a file that %s while it is read: an error', async (_fault, interfere) => {
  const file = path('in.csv');
  await writeFile(file, text);
  await utimes(file, 1, 1);
  let isDone = false;
  const reading = async (): Promise<void> => {
    for await (const _batch of csvSource(file).read()) {
      if (!isDone) await interfere(file);
      isDone = true;
    }
  };
  await expect(reading()).rejects.toMatchObject(changed);
  expect(isDone, 'fault not injected').toBe(true);
});

it.each([
  ['another size', 'a\n1\n2\n'],
  ['another content of the same size', 'a\n2\n'],
  ['no content', ''],
])('C21 a file with %s than when it was identified: an error', async (_fault, later) => {
  await writeFile(path('in.csv'), 'a\n1\n');
  const source = csvSource(path('in.csv'));
  await source.identify();
  await writeFile(path('in.csv'), later);
  await expect(readSource(source)).rejects.toMatchObject(changed);
});
