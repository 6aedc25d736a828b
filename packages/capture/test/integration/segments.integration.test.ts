import { mkdir, readdir, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { untilTrue } from '@wdh/fault-injection';
import { describe, expect, it } from 'vitest';
import { SegmentFolder, type SegmentFolderOptions } from '../../src/index.js';
import { startProgram } from '../programs/programs.js';
import { makePlace } from '../support/capture-place.js';

const name = (number: number, day = '20260310') =>
  `numbers-${day}T120000000Z-${String(number).padStart(6, '0')}.jsonl`;

async function open(path: string, options: Partial<SegmentFolderOptions> = {}) {
  return SegmentFolder.open({ path, feed: 'numbers', ...options });
}

describe('a segment', () => {
  it('has every message on a line of its own as soon as it is acknowledged', async () => {
    await using place = await makePlace();
    await using folder = await open(place.path);
    const { writer } = folder;
    await writer.write(['{"n":1}', '{\n"n":2}', 'garbage', '']);
    expect(await place.lines('open')).toEqual(['{"n":1}', '{ "n":2}', '"garbage"', '""']);
    expect(writer.messages).toBe(4);
  });

  it('is readable by its owner alone', async () => {
    await using place = await makePlace();
    await using folder = await open(join(place.path, 'new'));
    const { writer } = folder;
    await writer.write(['{}']);
    const [file = ''] = await readdir(join(place.path, 'new', 'open'));
    const modeOf = async (path: string) => (await stat(path)).mode & 0o777;
    expect(await modeOf(join(place.path, 'new', 'open', file))).toBe(0o600);
    expect(await modeOf(join(place.path, 'new', 'open'))).toBe(0o700);
  });

  it('is closed at its size, and the next one continues', async () => {
    await using place = await makePlace();
    let closed = 0;
    await using folder = await open(place.path, { maxBytes: 20, onClosed: () => (closed += 1) });
    for (let n = 1; n <= 7; n += 1) await folder.writer.write([`{"n":${n}}`]);
    expect(closed).toBe(2);
    expect(folder.waiting).toHaveLength(2);
    expect(await place.lines('closed')).toEqual([1, 2, 3, 4, 5, 6].map((n) => `{"n":${n}}`));
    expect(await place.lines('open')).toEqual(['{"n":7}']);
  });

  it('is closed some time after its first message, also if none follows', async () => {
    await using place = await makePlace();
    await using folder = await open(place.path, { maxAgeMs: 50 });
    const { writer } = folder;
    await writer.write(['{"n":1}']);
    const isClosed = async () => (await place.files('closed')).length === 1;
    await untilTrue(isClosed, 30_000, 'a closed segment');
    expect(await place.files('open')).toEqual([]);
  });

  it('promises nothing where its folder was removed', async () => {
    await using place = await makePlace();
    await using folder = await open(join(place.path, 'new'), { maxBytes: 1 });
    await rm(folder.path, { recursive: true });
    await expect(folder.writer.write(['{}'])).rejects.toMatchObject({
      code: 'SEGMENT_NOT_WRITTEN',
      message: expect.not.stringContaining('is kept') as string,
    });
  });

  it('does not exist without a message', async () => {
    await using place = await makePlace();
    const folder = await SegmentFolder.open({ path: place.path, feed: 'numbers', maxAgeMs: 1 });
    await folder.writer.write([]);
    await folder.close();
    for (const part of ['open', 'closed']) expect(await place.files(part)).toEqual([]);
  });

  it('is closed when the capture ends, and accepts no message afterwards', async () => {
    await using place = await makePlace();
    const folder = await SegmentFolder.open({ path: place.path, feed: 'numbers' });
    const written = folder.writer.write(['{"n":1}']);
    await folder.close();
    await written;
    expect(await place.lines('closed')).toEqual(['{"n":1}']);
    await expect(folder.writer.write(['{"n":2}'])).rejects.toMatchObject({ code: 'CAPTURE_ENDED' });
  });
});

describe('the next capture', () => {
  it('closes an open segment up to its last whole line', async () => {
    await using place = await makePlace();
    await mkdir(join(place.path, 'open'));
    await writeFile(join(place.path, 'open', `${name(1)}.part`), '{"n":1}\n{"n":2}\n{"n":');
    await using folder = await open(place.path);
    expect(folder.recovered).toEqual([{ name: name(1), bytes: 16, cutBytes: 5 }]);
    expect(folder.waiting).toEqual([join(place.path, 'closed', name(1))]);
    expect(await place.lines('closed')).toEqual(['{"n":1}', '{"n":2}']);
    expect(await place.files('open')).toEqual([]);
  });

  it('finds the last whole line before a long incomplete one', async () => {
    await using place = await makePlace();
    await mkdir(join(place.path, 'open'));
    const text = `{"n":1}\n"${'x'.repeat(200_000)}`;
    await writeFile(join(place.path, 'open', `${name(1)}.part`), text);
    await using folder = await open(place.path);
    expect(folder.recovered).toEqual([{ name: name(1), bytes: 8, cutBytes: 200_001 }]);
  });

  it('removes an open segment without a whole line, and leaves other files alone', async () => {
    await using place = await makePlace();
    await mkdir(join(place.path, 'open'));
    await writeFile(join(place.path, 'open', `${name(1)}.part`), '');
    await writeFile(join(place.path, 'open', `${name(2)}.part`), '{"n"');
    await writeFile(join(place.path, 'open', 'notes.part'), 'x');
    await using folder = await open(place.path);
    expect(folder.waiting).toEqual([]);
    expect(await place.files('open')).toEqual(['notes.part']);
  });

  it('finds the closed segments from the oldest, and names its own after them', async () => {
    await using place = await makePlace();
    await mkdir(join(place.path, 'closed'));
    const names = [name(3), name(1), name(2, '29990101')];
    for (const file of names) await writeFile(join(place.path, 'closed', file), '{"n":1}\n');
    await using folder = await open(place.path, { maxBytes: 1 });
    await folder.writer.write(['{"n":2}']);
    expect(folder.waiting.map((path) => path.slice(-29))).toEqual(
      [name(1), name(3), name(2, '29990101'), name(3, '29990101')].map((file) => file.slice(-29)),
    );
  });
});

describe('a loaded segment', () => {
  it('is kept for some days, and deleted then', async () => {
    await using place = await makePlace();
    await mkdir(join(place.path, 'loaded'));
    await writeFile(join(place.path, 'loaded', name(1, '20200101')), '{}\n');
    await writeFile(join(place.path, 'loaded', 'notes.txt'), 'x');
    await utimes(join(place.path, 'loaded', 'notes.txt'), 0, 0);
    await using folder = await open(place.path, { maxBytes: 1, keepDays: 2 });
    await folder.writer.write(['{"n":1}']);
    const [path = ''] = folder.waiting;
    await folder.markLoaded(path);
    expect(folder.waiting).toEqual([]);
    const left = await place.files('loaded');
    expect(left).toHaveLength(2);
    expect(left).toContain('notes.txt');
    expect(await place.files('closed')).toEqual([]);
  });

  it('is deleted at once if none are kept', async () => {
    await using place = await makePlace();
    await using folder = await open(place.path, { maxBytes: 1, keepDays: 0 });
    await folder.writer.write(['{"n":1}']);
    await folder.markLoaded(folder.waiting[0] ?? '');
    for (const part of ['closed', 'loaded']) expect(await place.files(part)).toEqual([]);
  });
});

describe('a folder', () => {
  it('that is a file is refused', async () => {
    await using place = await makePlace();
    const path = join(place.path, 'file');
    await writeFile(path, '');
    await expect(open(path)).rejects.toMatchObject({
      code: 'CAPTURE_FOLDER_UNUSABLE',
      message: expect.stringContaining('A file has its name') as string,
    });
  });

  it('of another feed is refused', async () => {
    await using place = await makePlace();
    await mkdir(join(place.path, 'loaded'));
    await writeFile(join(place.path, 'loaded', name(1).replace('numbers', 'words')), '{}\n');
    await expect(open(place.path)).rejects.toMatchObject({
      code: 'CAPTURE_FOLDER_UNUSABLE',
      message: expect.stringContaining('holds segments of the feed words') as string,
    });
    // The lock is free again.
    await expect(
      SegmentFolder.open({ path: place.path, feed: 'words' }).then((it) => it.close()),
    ).resolves.toBeUndefined();
  });

  it.skipIf(process.platform !== 'linux')(
    'whose parts are on different disks is refused',
    async () => {
      await using place = await makePlace();
      await symlink('/dev/shm', join(place.path, 'closed'));
      await expect(open(place.path)).rejects.toMatchObject({
        code: 'CAPTURE_FOLDER_UNUSABLE',
        message: expect.stringContaining('on different disks') as string,
      });
    },
  );

  it.each([
    ['maxAgeMs', 0],
    ['maxBytes', 0.5],
    ['syncEveryMs', -1],
    ['keepDays', NaN],
  ])('refuses the option %s of %s', async (option, value) => {
    await using place = await makePlace();
    await expect(open(place.path, { [option]: value })).rejects.toMatchObject({
      code: 'CAPTURE_OPTION_INVALID',
      category: 'usage',
    });
  });
});

describe('a disk without room', () => {
  it('ends the writing with a clear error, and loses nothing that was acknowledged', async () => {
    await using place = await makePlace();
    const [capture, table] = [join(place.path, 'capture'), join(place.path, 'table')];
    await mkdir(table);
    // A file of at most 512 bytes.
    const limits = { fileBlocks: 1 };
    const args = [capture, table, '0', '1000', '0', '1000000'];
    await using program = startProgram('capture-numbers', args, limits);
    const { code, stdout } = await program.end(60_000);
    expect(code).toBe(7);
    expect(stdout).toContain('failed [SEGMENT_NOT_WRITTEN] The segment ');
    expect(stdout).toContain(
      '(EFBIG). Free space on its disk. Every message that was acknowledged',
    );
    const acknowledged = [...stdout.matchAll(/^acknowledged (\d+) (\d+)$/gm)];
    const last = Number(acknowledged.at(-1)?.[2]);
    expect(last).toBeGreaterThan(10);
    const [loaded = ''] = await readdir(join(capture, 'loaded'));
    const lines = await place.lines(join('capture', 'loaded'));
    expect(loaded).not.toBe('');
    expect(lines).toEqual(Array.from({ length: last + 1 }, (_, n) => `{"n":${n}}`));
  });
});
