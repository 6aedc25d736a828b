import { utimes, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { csvSource } from '../../src/index.js';
import { readSource } from '../support/read-source.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const path = temporaryFolder();

describe('a file that was identified', () => {
  it('is read when it is unchanged', async () => {
    await writeFile(path('in.csv'), `a\n${'1\n'.repeat(100_000)}`);
    const source = csvSource(path('in.csv'));
    await source.identify();
    expect((await readSource(source)).rows).toHaveLength(100_000);
  });

  it('is read when only its modification time changed', async () => {
    await writeFile(path('in.csv'), 'a\n1\n');
    const source = csvSource(path('in.csv'));
    await source.identify();
    await utimes(path('in.csv'), 1, 1);
    expect((await readSource(source)).rows).toEqual([{ a: '1' }]);
  });

  it('is refused before its first row when it was written to since it was read', async () => {
    await writeFile(path('in.csv'), `a\n${'1\n'.repeat(100_000)}`);
    const source = csvSource(path('in.csv'));
    await source.identify();
    await readSource(source);
    await writeFile(path('in.csv'), `a\n${'2\n'.repeat(100_000)}`);
    const first = source.read()[Symbol.asyncIterator]().next();
    await expect(first).rejects.toMatchObject({ code: 'SOURCE_CHANGED' });
  });

  it('is read again when only its modification time changed since', async () => {
    await writeFile(path('in.csv'), 'a\n1\n');
    const source = csvSource(path('in.csv'));
    await source.identify();
    await readSource(source);
    await utimes(path('in.csv'), 1, 1);
    expect((await readSource(source)).rows).toEqual([{ a: '1' }]);
  });

  it('is read after it was identified again', async () => {
    await writeFile(path('in.csv'), 'a\n1\n');
    const source = csvSource(path('in.csv'));
    await source.identify();
    await writeFile(path('in.csv'), 'a\n2\n');
    await source.identify();
    expect((await readSource(source)).rows).toEqual([{ a: '2' }]);
  });
});
