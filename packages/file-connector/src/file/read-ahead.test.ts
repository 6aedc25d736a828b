import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readAhead, twoBuffers } from './read-ahead.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wdh-read-ahead-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

const bytes = Buffer.from(Array.from({ length: 1_000 }, (_, index) => index % 251));

async function handleOf(content: Buffer) {
  const path = join(folder, 'content');
  await writeFile(path, content);
  return open(path);
}

it.each([1, 7, 250, 999, 1_000, 1_001])(
  'reads every byte in pieces of at most %d, also into two buffers',
  async (sizeBytes) => {
    for (const makeBuffer of [() => Buffer.alloc(sizeBytes), twoBuffers(sizeBytes)]) {
      await using handle = await handleOf(bytes);
      const copies: Buffer[] = [];
      for await (const piece of readAhead(handle, makeBuffer)) copies.push(Buffer.from(piece));
      expect(copies.every(({ length }) => length <= sizeBytes)).toBe(true);
      expect(Buffer.concat(copies).equals(bytes)).toBe(true);
    }
  },
);

it('reads nothing from an empty file', async () => {
  await using handle = await handleOf(Buffer.alloc(0));
  for await (const piece of readAhead(handle, twoBuffers(10))) expect(piece).toBeNull();
});

it('lets a reader that stops early close the file at once', async () => {
  const handle = await handleOf(bytes);
  for await (const piece of readAhead(handle, twoBuffers(10))) {
    expect(piece).toHaveLength(10);
    break;
  }
  await handle.close();
});

it('throws the error of a read', async () => {
  const handle = await handleOf(bytes);
  const pieces = readAhead(handle, twoBuffers(10));
  await pieces.next();
  await handle.close();
  await expect(pieces.next().then(() => pieces.next())).rejects.toThrow(/closed|EBADF/);
});
