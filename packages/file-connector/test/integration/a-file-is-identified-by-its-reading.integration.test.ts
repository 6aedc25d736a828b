import { appendFile, chmod, open, rename, utimes, writeFile } from 'node:fs/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { csvSource, type ReadProgress } from '../../src/index.js';
import { readSource } from '../support/read-source.js';
import { sha256 } from '../support/sha256.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const path = temporaryFolder();
const file = (): string => path('large.csv');
const line = `${'x'.repeat(1023)}\n`;
const text = `a\n${line.repeat(9 * 1024)}`;

/** Sets the time of the last modification to one that is long past. */
const setBack = (name: string): Promise<void> => utimes(name, 1_000_000_000, 1_000_000_000);

beforeEach(async () => {
  await writeFile(file(), text);
  await setBack(file());
});

describe('a large file that was not written to for a while', () => {
  it('is read once, and has the SHA-256 of what was read', async () => {
    const phases = new Set<ReadProgress['phase']>();
    const source = csvSource(file(), { onProgress: ({ phase }) => phases.add(phase) });
    const later = await source.identifyLater?.();
    expect(later).toMatchObject({ name: file(), sizeBytes: text.length, sha256: null });
    expect((await readSource(source)).rows).toHaveLength(9 * 1024);
    expect(await source.identify()).toEqual({ ...later, sha256: sha256(text) });
    expect([...phases]).toEqual(['read']);
  });

  it('is hashed where it was not read', async () => {
    const source = csvSource(file());
    await source.identifyLater?.();
    expect(await source.identify()).toMatchObject({ sha256: sha256(text) });
  });

  it('is hashed anew for another run', async () => {
    const source = csvSource(file());
    await source.identifyLater?.();
    await readSource(source);
    await source.close?.();
    await writeFile(file(), 'a\n1\n');
    expect(await source.identify()).toMatchObject({ sha256: sha256('a\n1\n') });
  });

  it('is refused if it was written to before it is read', async () => {
    const source = csvSource(file());
    await source.identifyLater?.();
    await appendFile(file(), 'more\n');
    await expect(readSource(source)).rejects.toMatchObject({ code: 'SOURCE_CHANGED' });
  });

  it('is refused if it was replaced by one of the same size and time', async () => {
    const source = csvSource(file());
    await source.identifyLater?.();
    await writeFile(path('other.csv'), text);
    await setBack(path('other.csv'));
    await rename(path('other.csv'), file());
    await expect(readSource(source)).rejects.toMatchObject({ code: 'SOURCE_CHANGED' });
  });

  it.each([0, text.length - 2])('is refused if byte %i changes while it is read', async (at) => {
    const source = csvSource(file());
    await source.identifyLater?.();
    const changing = readWhile(source, () => overwrite(at));
    await expect(changing).rejects.toMatchObject({ code: 'SOURCE_CHANGED' });
  });

  it('is refused if it changes while it is read, and its time is set back', async () => {
    const source = csvSource(file());
    await source.identifyLater?.();
    // What was read already, so that only another reading of it shows the change.
    const changing = readWhile(source, async () => {
      await overwrite(0);
      await setBack(file());
    });
    await expect(changing).rejects.toMatchObject({ code: 'SOURCE_CHANGED' });
  });

  it('is read if only its permissions change', async () => {
    const source = csvSource(file());
    await source.identifyLater?.();
    await readWhile(source, () => chmod(file(), 0o644));
    expect(await source.identify()).toMatchObject({ sha256: sha256(text) });
  });

  it('is refused if it changed since a reading that did not reach its end', async () => {
    const source = csvSource(file());
    await source.identifyLater?.();
    for await (const _ of source.read()) break;
    await overwrite(0);
    await setBack(file());
    await expect(source.identify()).rejects.toMatchObject({ code: 'SOURCE_CHANGED' });
  });
});

it.each([
  ['small', 'a\n1\n', setBack],
  ['just written', text, () => Promise.resolve()],
])('a file that is %s is identified before it is read', async (_, content, after) => {
  await writeFile(file(), content);
  await after(file());
  expect(await csvSource(file()).identifyLater?.()).toBeNull();
});

it('a missing file is reported', async () => {
  const later = csvSource(path('missing.csv')).identifyLater?.();
  await expect(later).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
});

async function overwrite(at: number): Promise<void> {
  await using handle = await open(file(), 'r+');
  await handle.write('y', at);
}

/** Reads a source to its end, and does something after its first batch. */
async function readWhile(
  source: ReturnType<typeof csvSource>,
  change: () => Promise<void>,
): Promise<void> {
  let isFirst = true;
  for await (const _ of source.read()) {
    if (isFirst) await change();
    isFirst = false;
  }
}
