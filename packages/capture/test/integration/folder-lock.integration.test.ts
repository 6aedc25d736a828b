import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SegmentFolder } from '../../src/index.js';
import { startProgram } from '../programs/programs.js';
import { makePlace } from '../support/capture-place.js';

const feed = 'numbers';
const locks = async (path: string) =>
  (await readdir(path)).filter((name) => name.startsWith('lock-'));

describe('the lock of a folder', () => {
  it('refuses a second capture, and names the process of the first', async () => {
    await using place = await makePlace();
    await using holder = startProgram('hold-folder', [place.path]);
    await holder.untilPrinted('holds');
    await expect(SegmentFolder.open({ path: place.path, feed })).rejects.toMatchObject({
      code: 'CAPTURE_FOLDER_IN_USE',
      category: 'locked',
      message: expect.stringContaining(`in use by process ${holder.pid}`) as string,
    });
    expect(await place.files('open')).toHaveLength(1);
  });

  it('holds for a process that is stopped', async () => {
    await using place = await makePlace();
    await using holder = startProgram('hold-folder', [place.path]);
    await holder.untilPrinted('holds');
    holder.signal('SIGSTOP');
    await expect(SegmentFolder.open({ path: place.path, feed })).rejects.toMatchObject({
      code: 'CAPTURE_FOLDER_IN_USE',
    });
    holder.signal('SIGCONT');
  });

  it('ends with the process, also by SIGKILL, and leaves nothing behind', async () => {
    await using place = await makePlace();
    await using holder = startProgram('hold-folder', [place.path]);
    await holder.untilPrinted('holds');
    holder.signal('SIGKILL');
    await holder.end(30_000);
    expect(await locks(place.path)).toHaveLength(1);
    const folder = await SegmentFolder.open({ path: place.path, feed });
    expect(await locks(place.path)).toHaveLength(1);
    expect(folder.waiting).toHaveLength(1);
    await folder.close();
    expect(await locks(place.path)).toEqual([]);
  });

  it('is held by at most one of many that start at the same time', async () => {
    await using place = await makePlace();
    const opened = await Promise.allSettled(
      Array.from({ length: 8 }, () => SegmentFolder.open({ path: place.path, feed })),
    );
    const held = opened.filter((result) => result.status === 'fulfilled');
    expect(held.length).toBeLessThanOrEqual(1);
    for (const { value } of held) await value.close();
    const next = await SegmentFolder.open({ path: place.path, feed });
    await next.close();
  });

  it('works in a folder whose path is longer than that of a socket may be', async () => {
    await using place = await makePlace();
    const path = join(place.path, 'a'.repeat(120), 'b'.repeat(60));
    await mkdir(path, { recursive: true });
    const folder = await SegmentFolder.open({ path, feed });
    await expect(SegmentFolder.open({ path, feed })).rejects.toMatchObject({
      code: 'CAPTURE_FOLDER_IN_USE',
    });
    await folder.close();
    expect(await locks(path)).toEqual([]);
  });

  it('leaves files of others alone', async () => {
    await using place = await makePlace();
    await writeFile(join(place.path, 'lock-notes.txt'), 'x');
    const folder = await SegmentFolder.open({ path: place.path, feed });
    await folder.close();
    expect(await locks(place.path)).toEqual(['lock-notes.txt']);
  });
});
