import { type ChildProcess, spawn } from 'node:child_process';
import { chown, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import postgres from 'postgres';
import { expect, inject, onTestFinished, test } from 'vitest';
import { chooseServerAccount } from '../../src/account/server-account.js';
import { isAlive } from '../../src/processes/is-alive.js';
import { eventually, processesIn } from '../project/processes-in.js';
import { serverPid } from '../project/server-pid.js';
import { startServer } from '../project/start-server.js';
import { clusterFolder, testFolder } from '../project/test-folder.js';
import { ServerUser } from '../project/use-server.js';

const project = inject('project');

async function remember(url: string): Promise<void> {
  const sql = postgres(url, { max: 1 });
  await sql`CREATE TABLE IF NOT EXISTS kept AS SELECT 42 AS answer`;
  await sql.end();
}

async function recall(url: string): Promise<unknown> {
  const sql = postgres(url, { max: 1 });
  const rows = await sql`SELECT answer FROM kept`;
  await sql.end();
  return rows[0]?.['answer'];
}

/** Starts a harmless process under the account that runs servers. */
async function stranger(): Promise<ChildProcess> {
  const { ids } = await chooseServerAccount();
  const child = spawn('sleep', ['60'], { cwd: '/', ...ids });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

async function entriesOf(clusterFolder: string): Promise<string> {
  return (await readdir(clusterFolder)).filter((name) => !name.endsWith('.log')).join();
}

async function supervisorsOf(dataDir: string): Promise<readonly number[]> {
  const pids: number[] = [];
  for (const pid of await readdir('/proc')) {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (command.includes('wdh-postgres\0') && command.includes(dataDir)) pids.push(Number(pid));
  }
  return pids;
}

test('a job that was killed finds its data at once when it starts again', async () => {
  const dataDir = await clusterFolder();
  const killed = new ServerUser(project, { dataDir });
  await remember((await killed.server()).url);
  await killed.end('SIGKILL');
  const next = await startServer({ dataDir });
  expect(await recall(next.url)).toBe(42);
  await next.stop();
  expect(await eventually(async () => (await entriesOf(dataDir)) === 'data')).toBe(true);
});

test('a server that was killed is started again', async () => {
  const dataDir = await clusterFolder();
  const first = await startServer({ dataDir });
  await remember(first.url);
  process.kill(await serverPid(dataDir), 'SIGKILL');
  const second = await startServer({ dataDir });
  expect(await recall(second.url)).toBe(42);
  await Promise.all([first.stop(), second.stop()]);
  expect(await eventually(async () => (await processesIn(dataDir)).length === 0)).toBe(true);
});

/** Creates a cluster with a row in it, and a lock file like that of a crashed server with that pid. */
async function crashedCluster(pid: number): Promise<string> {
  const dataDir = await clusterFolder();
  const server = await startServer({ dataDir });
  await remember(server.url);
  const lockFile = path.join(dataDir, 'data', 'postmaster.pid');
  const left = await readFile(lockFile, 'utf8');
  await server.stop();
  await writeFile(lockFile, left.replace(/^\d+/, String(pid)), { mode: 0o600 });
  const { ids } = await chooseServerAccount();
  if (ids !== undefined) await chown(lockFile, ids.uid, ids.gid);
  return dataDir;
}

test('a lock file with the pid of a dead process is ignored', async () => {
  const other = await stranger();
  other.kill('SIGKILL');
  expect(await eventually(() => !isAlive(Number(other.pid)))).toBe(true);
  const server = await startServer({ dataDir: await crashedCluster(Number(other.pid)) });
  expect(await recall(server.url)).toBe(42);
  await server.stop();
});

test(
  'a lock file with the pid of another program is ignored, and the program is not affected',
  { tags: ['full'] },
  async () => {
    const other = await stranger();
    const server = await startServer({ dataDir: await crashedCluster(Number(other.pid)) });
    expect(await recall(server.url)).toBe(42);
    await server.stop();
    expect(isAlive(Number(other.pid))).toBe(true);
  },
);

test(
  'a server whose supervisor was killed is joined, and stops with its last user',
  { tags: ['full'] },
  async () => {
    const dataDir = await clusterFolder();
    const first = new ServerUser(project, { dataDir });
    const report = await first.server();
    await remember(report.url);
    const pid = await serverPid(dataDir);
    for (const supervisor of await supervisorsOf(dataDir)) process.kill(supervisor, 'SIGKILL');
    await first.end('SIGKILL');
    expect(isAlive(pid)).toBe(true);

    const second = new ServerUser(project, { dataDir });
    const third = new ServerUser(project, { dataDir });
    expect(await Promise.all([second.server(), third.server()])).toMatchObject([
      { url: report.url },
      { url: report.url },
    ]);
    expect(await recall(report.url)).toBe(42);
    await second.end('SIGKILL');
    await third.stop();
    await third.end();
    expect(await eventually(async () => (await processesIn(dataDir)).length === 0)).toBe(true);
  },
);

test('a user whose supervisor was killed stops its server itself', { tags: ['full'] }, async () => {
  const server = await startServer();
  for (const pid of await supervisorsOf(server.dataDir)) process.kill(pid, 'SIGKILL');
  await server.stop();
  await expect(readdir(server.dataDir)).rejects.toMatchObject({ code: 'ENOENT' });
  expect(await processesIn(server.dataDir)).toEqual([]);
});

test(
  'a server without supervisor and users is stopped by the next temporary server',
  { tags: ['full'] },
  async () => {
    const temporaryFolder = await testFolder(0o1777);
    const lost = new ServerUser(project, {}, { temporaryFolder });
    const { dataDir } = await lost.server();
    for (const pid of await supervisorsOf(dataDir)) process.kill(pid, 'SIGKILL');
    await lost.end('SIGKILL');
    const isGone = async (): Promise<boolean> => {
      const next = new ServerUser(project, {}, { temporaryFolder });
      await next.server();
      await next.stop();
      await next.end();
      return (await readdir(temporaryFolder)).length === 0;
    };
    expect(await eventually(isGone)).toBe(true);
    expect(await processesIn(dataDir)).toEqual([]);
  },
);

test(
  'a supervisor keeps running when its job is ended with all its descendants',
  { tags: ['full'] },
  async () => {
    const temporaryFolder = await testFolder(0o1777);
    const user = new ServerUser(project, {}, { temporaryFolder });
    const { dataDir } = await user.server();
    for (const pid of await supervisorsOf(dataDir)) process.kill(pid, 'SIGTERM');
    await user.end('SIGKILL');
    const isClean = async () =>
      (await processesIn(dataDir)).length + (await readdir(temporaryFolder)).length === 0;
    expect(await eventually(isClean)).toBe(true);
  },
);

test('an incomplete cluster is created again', { tags: ['full'] }, async () => {
  const dataDir = path.join(await testFolder(), 'postgres');
  const killed = new ServerUser(project, { dataDir });
  const isHalfMade = async () => {
    const names = await readdir(dataDir).catch(() => []);
    const half = names.find((name) => /^data\.new-\d+-[0-9a-f]+$/.test(name));
    return half !== undefined && (await readdir(path.join(dataDir, half))).includes('base');
  };
  expect(await eventually(isHalfMade)).toBe(true);
  await killed.end('SIGKILL');
  expect(await readdir(dataDir)).not.toContain('data');
  await mkdir(path.join(dataDir, 'data.new-999999999-0badcafe'), { recursive: true });
  const server = await startServer({ dataDir });
  await remember(server.url);
  expect(await recall(server.url)).toBe(42);
  await server.stop();
  const later = await startServer({ dataDir });
  await later.stop();
  expect(await eventually(async () => (await entriesOf(dataDir)) === 'data')).toBe(true);
});
