import { appendFile, rename, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { csvSource } from '../../src/index.js';
import { readSource } from '../support/read-source.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const path = temporaryFolder();
const text = `a,b\n${'1,some text\n'.repeat(100_000)}`;
const changed = { code: 'SOURCE_CHANGED', category: 'file' };

/** Reads a file and interferes once, after its first batch. */
async function readWhile(file: string, interfere: () => Promise<void>): Promise<number> {
  let rowCount = 0;
  for await (const { rows } of csvSource(file).read()) {
    if (rowCount === 0) await interfere();
    rowCount += rows.length;
  }
  return rowCount;
}

describe('a file that changes while it is read', () => {
  it.each([
    ['grows', (file: string) => appendFile(file, '2,more\n')],
    ['is cut short', (file: string) => truncate(file, 500_000)],
    ['is emptied', (file: string) => truncate(file, 0)],
    ['is removed', (file: string) => rm(file)],
    ['is written over in place', (file: string) => writeFile(file, text.toUpperCase())],
    [
      'is replaced by another',
      async (file: string) => {
        await writeFile(`${file}.new`, text);
        await rename(`${file}.new`, file);
      },
    ],
  ])('is an error when it %s', async (_name, interfere) => {
    const file = path('in.csv');
    await writeFile(file, text);
    await utimes(file, 1, 1);
    await expect(readWhile(file, () => interfere(file))).rejects.toMatchObject(changed);
  });

  it('is read to its end when nothing happens to it', async () => {
    await writeFile(path('in.csv'), text);
    expect(await readWhile(path('in.csv'), () => Promise.resolve())).toBe(100_000);
  });
});

describe('a file that changes after it was identified', () => {
  it('is an error when its size differs, before the first row', async () => {
    await writeFile(path('in.csv'), 'a\n1\n');
    const source = csvSource(path('in.csv'));
    await source.identify();
    await appendFile(path('in.csv'), '2\n');
    await expect(source.read()[Symbol.asyncIterator]().next()).rejects.toMatchObject(changed);
  });

  it('is an error when only its content differs', async () => {
    await writeFile(path('in.csv'), 'a\n1\n');
    const source = csvSource(path('in.csv'));
    await source.identify();
    await writeFile(path('in.csv'), 'a\n2\n');
    await expect(readSource(source)).rejects.toMatchObject(changed);
  });

  it('is read when it was only touched', async () => {
    await writeFile(path('in.csv'), 'a\n1\n');
    const source = csvSource(path('in.csv'));
    await source.identify();
    await utimes(path('in.csv'), 1, 1);
    expect((await readSource(source)).rows).toEqual([{ a: '1' }]);
  });

  it('is read once it is identified again', async () => {
    await writeFile(path('in.csv'), 'a\n1\n');
    const source = csvSource(path('in.csv'));
    await source.identify();
    await writeFile(path('in.csv'), 'a\n2\n');
    await source.identify();
    expect((await readSource(source)).rows).toEqual([{ a: '2' }]);
  });
});
