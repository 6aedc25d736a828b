import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterEach, expect, test, vi } from 'vitest';
import { RejectsSpool } from './rejects-spool.js';

const textsOf = async (spool: RejectsSpool): Promise<string[]> => {
  const texts: string[] = [];
  for await (const chunk of spool.chunks()) texts.push(chunk.toString());
  return texts;
};

afterEach(() => {
  vi.unstubAllEnvs();
});

test('chunks are read in their order, any number of times', async () => {
  const spool = new RejectsSpool();
  await spool.append(Buffer.from('first\n'));
  await spool.append(Buffer.from('über\n'.repeat(100_000)));
  const expected = ['first\n', 'über\n'.repeat(100_000)];
  expect(await textsOf(spool)).toEqual(expected);
  expect(await textsOf(spool)).toEqual(expected);
  await spool.close();
});

test('an empty spool has no chunks, and can be closed twice', async () => {
  const spool = new RejectsSpool();
  expect(await textsOf(spool)).toEqual([]);
  await spool.close();
  await spool.close();
});

test('no file has a name while chunks are kept', async () => {
  const spool = new RejectsSpool();
  await spool.append(Buffer.from('x'));
  const names = await readdir(tmpdir());
  expect(names.filter((name) => name.startsWith('wdh-rejects-'))).toEqual([]);
  await spool.close();
});

test('if no file can be created, the error contains the reason, and the next chunk may succeed', async () => {
  const spool = new RejectsSpool();
  vi.stubEnv('TMPDIR', '/nowhere');
  vi.stubEnv('TEMP', '/nowhere');
  const appended = spool.append(Buffer.from('lost'));
  await expect(appended).rejects.toMatchObject({ code: 'REJECTS_NOT_SPOOLED', category: 'file' });
  await expect(appended).rejects.toThrow('(ENOENT)');
  vi.unstubAllEnvs();
  await spool.append(Buffer.from('kept'));
  expect(await textsOf(spool)).toEqual(['kept']);
  await spool.close();
});
