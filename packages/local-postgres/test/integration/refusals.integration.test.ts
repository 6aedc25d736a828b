import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { expect, inject, onTestFinished, test } from 'vitest';
import { eventually, processesIn } from '../project/processes-in.js';
import { startServer } from '../project/start-server.js';
import { clusterFolder, testFolder } from '../project/test-folder.js';
import { ServerUser } from '../project/use-server.js';

const project = inject('project');
const isRoot = process.geteuid?.() === 0;

async function takenPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Mounts a file system of 16 MB, which root can on most machines, and returns whether it could. */
function mountSmall(folder: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16m,mode=0777', 'tmpfs', folder], {
      stdio: 'ignore',
    });
    onTestFinished(() => void execFileSync('umount', ['-l', folder]));
    return true;
  } catch {
    return false;
  }
}

test('a requested port that is in use is refused', async () => {
  const port = await takenPort();
  const dataDir = await clusterFolder();
  const failure = startServer({ dataDir, port });
  await expect(failure).rejects.toMatchObject({
    code: 'LOCAL_POSTGRES_PORT_IN_USE',
    isRetryable: true,
    message: expect.stringMatching(
      new RegExp(`on port ${port} failed.*Choose another port`),
    ) as string,
  });
  const server = await startServer({ dataDir });
  await server.stop();
});

test('another port than that of the running server is refused', async () => {
  const dataDir = await clusterFolder();
  const server = await startServer({ dataDir });
  const again = await startServer({ dataDir, port: server.port });
  await again.stop();
  await expect(startServer({ dataDir, port: await takenPort() })).rejects.toMatchObject({
    code: 'LOCAL_POSTGRES_ALREADY_RUNNING',
  });
  await server.stop();
});

test.each(['a folder of PostgreSQL itself', 'a folder of local-postgres'])(
  'data of another major version is refused in %s',
  async (kind) => {
    const dataDir = await testFolder();
    const place = kind === 'a folder of local-postgres' ? path.join(dataDir, 'data') : dataDir;
    await mkdir(place, { recursive: true });
    const version = inject('version');
    await writeFile(path.join(place, 'PG_VERSION'), `${version - 1}\n`);
    await expect(startServer({ dataDir })).rejects.toMatchObject({
      code: 'LOCAL_POSTGRES_VERSION_MISMATCH',
      message: expect.stringContaining(
        `PostgreSQL ${version - 1}, and this server is ${version}`,
      ) as string,
    });
  },
);

test('a folder with other files is refused and not changed', async () => {
  const dataDir = await testFolder();
  await writeFile(path.join(dataDir, 'thesis.docx'), '');
  await expect(startServer({ dataDir })).rejects.toMatchObject({
    code: 'LOCAL_POSTGRES_DATA_DIR_FOREIGN',
    message: expect.stringContaining('thesis.docx') as string,
  });
  expect(await readdir(dataDir)).toEqual(['thesis.docx']);
});

test('a file instead of the folder is refused', async () => {
  const dataDir = path.join(await testFolder(), 'file');
  await writeFile(dataDir, '');
  await expect(startServer({ dataDir })).rejects.toMatchObject({
    code: 'LOCAL_POSTGRES_DATA_DIR_FOREIGN',
  });
});

test('a setting that the server refuses is named', async () => {
  const failure = startServer({ settings: { work_memory: '1MB' } });
  await expect(failure).rejects.toMatchObject({
    code: 'LOCAL_POSTGRES_SETTING_INVALID',
    message: expect.stringContaining('work_memory') as string,
  });
});

test('a database name that would need encoding is refused', async () => {
  await expect(startServer({ database: 'a b' })).rejects.toMatchObject({
    code: 'LOCAL_POSTGRES_NAME_REFUSED',
  });
});

test(
  'a start that takes too long is cancelled, and leaves nothing behind',
  { tags: ['full'] },
  async () => {
    const dataDir = await clusterFolder();
    await expect(startServer({ dataDir, startTimeoutMs: 1 })).rejects.toMatchObject({
      code: 'LOCAL_POSTGRES_START_TIMEOUT',
      isRetryable: true,
    });
    const server = await startServer({ dataDir });
    await server.stop();
    await expect(startServer({ dataDir, startTimeoutMs: 1 })).rejects.toMatchObject({
      code: 'LOCAL_POSTGRES_START_TIMEOUT',
    });
    expect(await eventually(async () => (await processesIn(dataDir)).length === 0)).toBe(true);
  },
);

test('a folder that is not writable is refused', async () => {
  const parent = await testFolder(0o555);
  const ids = isRoot ? { uid: 65534, gid: 65534 } : undefined;
  const user = new ServerUser(project, { dataDir: path.join(parent, 'postgres') }, { ids });
  expect(await user.failure()).toMatchObject({ code: 'LOCAL_POSTGRES_PERMISSION_DENIED' });
});

test('a full disk is reported', async ({ skip }) => {
  const dataDir = path.join(await testFolder(), 'small');
  await mkdir(dataDir);
  skip(!isRoot || !mountSmall(dataDir), 'needs the right to mount a file system');
  await expect(startServer({ dataDir })).rejects.toMatchObject({
    code: 'LOCAL_POSTGRES_DISK_FULL',
  });
  expect(await readdir(dataDir)).toEqual([]);
});
