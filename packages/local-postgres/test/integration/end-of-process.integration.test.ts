import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, expect, inject, test } from 'vitest';
import { eventually, processesIn } from '../project/processes-in.js';
import { testFolder } from '../project/test-folder.js';
import { ServerUser } from '../project/use-server.js';

const project = inject('project');
let temporaryFolder: string;

beforeEach(async () => {
  temporaryFolder = await testFolder(0o1777);
});

async function isClean(): Promise<boolean> {
  const left = await readdir(temporaryFolder);
  return left.length === 0 && (await processesIn(temporaryFolder)).length === 0;
}

/** Ends a process that uses a server, and expects that nothing is left. */
async function expectNothingLeft(
  how: Parameters<ServerUser['end']>[0],
  code: readonly [number | null, string | null],
): Promise<void> {
  const user = new ServerUser(project, {}, { temporaryFolder });
  const { dataDir } = await user.server();
  expect(path.dirname(dataDir)).toBe(temporaryFolder);
  expect(await processesIn(dataDir)).not.toHaveLength(0);
  expect(await user.end(how)).toEqual(code);
  expect(await eventually(isClean)).toBe(true);
}

test.each([
  ['returns without stopping its server', 'return', [0, null]],
  ['gets SIGKILL', 'SIGKILL', [null, 'SIGKILL']],
] as const)('a process that %s leaves no server and no folder', (_, how, code) =>
  expectNothingLeft(how, code),
);

test.each([
  ['calls process.exit', 'exit', [0, null]],
  ['ends with an exception', 'throw', [1, null]],
  ['gets SIGINT', 'SIGINT', [null, 'SIGINT']],
  ['gets SIGTERM', 'SIGTERM', [null, 'SIGTERM']],
] as const)(
  'a process that %s leaves no server and no folder',
  { tags: ['full'] },
  (_, how, code) => expectNothingLeft(how, code),
);

test('nothing is left after stop', async () => {
  const user = new ServerUser(project, {}, { temporaryFolder });
  await user.server();
  await user.stop();
  expect(await eventually(isClean)).toBe(true);
  expect(await user.end()).toEqual([0, null]);
});

test(
  'files of a process that was killed while it created its cluster are removed by the next start',
  { tags: ['full'] },
  async () => {
    const killed = new ServerUser(project, {}, { temporaryFolder });
    const isMaking = async () => (await readdir(temporaryFolder)).length > 0;
    expect(await eventually(isMaking)).toBe(true);
    await killed.end('SIGKILL');
    expect(await readdir(temporaryFolder)).toHaveLength(1);
    const next = new ServerUser(project, {}, { temporaryFolder });
    await next.server();
    await next.stop();
    await next.end();
    expect(await eventually(isClean)).toBe(true);
  },
);
