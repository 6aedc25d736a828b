import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { expect, inject, onTestFinished, test } from 'vitest';
import { findLocalPostgres, startLocalPostgres, stopLocalPostgres } from '../../src/index.js';
import { isAlive } from '../../src/processes/is-alive.js';
import { eventually, processesIn } from '../project/processes-in.js';
import { serverPid } from '../project/server-pid.js';
import { startServer } from '../project/start-server.js';
import { clusterFolder, testFolder } from '../project/test-folder.js';
import { ServerUser } from '../project/use-server.js';

const project = inject('project');

/** Creates a cluster whose server is stopped after the test, if it runs. */
async function cluster(): Promise<string> {
  const dataDir = await clusterFolder();
  onTestFinished(async () => {
    await stopLocalPostgres({ dataDir, force: true });
  });
  return dataDir;
}

/** Starts a server that keeps running, in a process that ends in the given way. */
async function keepRunning(
  dataDir: string,
  how: Parameters<ServerUser['end']>[0] = 'return',
): Promise<string> {
  const starter = new ServerUser(project, { dataDir, keepRunning: true });
  const { url } = await starter.server();
  await starter.end(how);
  return url;
}

async function answer(url: string): Promise<unknown> {
  const sql = postgres(url, { max: 1, connect_timeout: 30 });
  try {
    const [row] = await sql`SELECT 42 AS answer`;
    return row?.['answer'];
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** The processes of the supervisor, in the order of their start. */
async function supervisorsOf(dataDir: string): Promise<readonly number[]> {
  const pids: number[] = [];
  for (const pid of await readdir('/proc')) {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (command.includes('wdh-postgres\0') && command.includes(dataDir)) pids.push(Number(pid));
  }
  return pids;
}

async function expectNothingLeft(dataDir: string): Promise<void> {
  expect(await eventually(async () => (await processesIn(dataDir)).length === 0)).toBe(true);
  // Logs, and files of users that ended without stopping, are removed by the next start.
  const isTidy = async () =>
    (await readdir(dataDir)).filter((name) => !/\.log$|^holder/.test(name)).join() === 'data';
  expect(await eventually(isTidy)).toBe(true);
}

test.each(['return', 'SIGKILL'] as const)(
  'a server kept running outlives the process that started it (%s), until it is stopped',
  async (how) => {
    const dataDir = await cluster();
    const url = await keepRunning(dataDir, how);
    await sleep(300);
    expect(await answer(url)).toBe(42);
    const found = await findLocalPostgres({ dataDir });
    expect(found).toMatchObject({ url, isKept: true, userPids: [], database: 'wdh' });
    expect(await stopLocalPostgres({ dataDir })).toBe(true);
    await expectNothingLeft(dataDir);
    expect(await stopLocalPostgres({ dataDir })).toBe(false);
    expect(await findLocalPostgres({ dataDir })).toBeUndefined();
  },
);

test('a process joins a server kept running, and does not stop it', async () => {
  const dataDir = await cluster();
  const url = await keepRunning(dataDir);
  const joined = await startServer({ dataDir });
  expect(joined.url).toBe(url);
  const begun = performance.now();
  await joined.stop();
  expect(performance.now() - begun).toBeLessThan(30_000);
  const killed = new ServerUser(project, { dataDir });
  await killed.server();
  await killed.end('SIGKILL');
  await sleep(300);
  expect(await answer(url)).toBe(42);
});

test('a server that another process has started can be kept running', async () => {
  const dataDir = await cluster();
  const first = new ServerUser(project, { dataDir });
  const { url } = await first.server();
  expect((await findLocalPostgres({ dataDir }))?.isKept).toBe(false);
  expect(await keepRunning(dataDir)).toBe(url);
  await first.end('SIGKILL');
  await sleep(300);
  expect(await answer(url)).toBe(42);
});

test('processes that start it together keep one server running', async () => {
  const dataDir = await cluster();
  const urls = await Promise.all([1, 2, 3].map(() => keepRunning(dataDir)));
  expect(new Set(urls).size).toBe(1);
  await sleep(300);
  expect(await answer(String(urls[0]))).toBe(42);
  await stopLocalPostgres({ dataDir });
  await expectNothingLeft(dataDir);
});

test('stopping is refused while another process uses the server, and changes nothing', async () => {
  const dataDir = await cluster();
  const url = await keepRunning(dataDir);
  const user = new ServerUser(project, { dataDir });
  await user.server();
  await expect(stopLocalPostgres({ dataDir })).rejects.toMatchObject({
    code: 'LOCAL_POSTGRES_IN_USE',
    isRetryable: true,
    message: expect.stringContaining(`in use by process ${user.child.pid ?? 0}`) as string,
  });
  await user.end();
  await sleep(300);
  expect(await answer(url)).toBe(42);
  expect((await findLocalPostgres({ dataDir }))?.isKept).toBe(true);
  expect(await stopLocalPostgres({ dataDir })).toBe(true);
});

test('stopping is refused while a session has an open transaction, not for an idle one', async () => {
  const dataDir = await cluster();
  const sql = postgres(await keepRunning(dataDir), {
    max: 1,
    connection: { application_name: 'x' },
  });
  onTestFinished(() => sql.end({ timeout: 1 }));
  await sql.begin(async (transaction) => {
    await transaction`SELECT 1`;
    await expect(stopLocalPostgres({ dataDir })).rejects.toMatchObject({
      code: 'LOCAL_POSTGRES_IN_USE',
      message: expect.stringContaining('1 session') as string,
    });
  });
  expect(await stopLocalPostgres({ dataDir })).toBe(true);
  await expectNothingLeft(dataDir);
});

test('stopping by force ends the sessions of users, and their work is not committed', async () => {
  const dataDir = await cluster();
  const url = await keepRunning(dataDir);
  const user = new ServerUser(project, { dataDir });
  await user.server();
  const sql = postgres(url, { max: 1 });
  await sql`CREATE TABLE loaded (id int)`;
  const session = await sql.reserve();
  await session`BEGIN`;
  await session`INSERT INTO loaded VALUES (1)`;
  const load = session`SELECT pg_sleep(60)`.execute();
  const failure = load.then(
    () => 'no failure',
    (error: unknown) => String(error),
  );
  await sleep(200);
  expect(await stopLocalPostgres({ dataDir, force: true })).toBe(true);
  expect(await failure).toMatch(/terminating connection|CONNECTION/);
  await sql.end({ timeout: 1 });
  await user.end();
  await expectNothingLeft(dataDir);
  const later = await startServer({ dataDir });
  const again = postgres(later.url, { max: 1 });
  expect(await again`SELECT count(*)::int AS rows FROM loaded`).toEqual([{ rows: 0 }]);
  await again.end();
  await later.stop();
});

test('a kept server whose supervisor was killed keeps running, is joined, and can be stopped', async () => {
  const dataDir = await cluster();
  const url = await keepRunning(dataDir);
  for (const pid of await supervisorsOf(dataDir)) process.kill(pid, 'SIGKILL');
  expect((await findLocalPostgres({ dataDir }))?.isKept).toBe(true);
  expect(await answer(url)).toBe(42);
  const joined = await startServer({ dataDir });
  await joined.stop();
  await sleep(300);
  expect(await answer(url)).toBe(42);
  for (const pid of await supervisorsOf(dataDir)) process.kill(pid, 'SIGKILL');
  expect(await stopLocalPostgres({ dataDir })).toBe(true);
  expect(await eventually(async () => (await processesIn(dataDir)).length === 0)).toBe(true);
});

test('a kept server that was killed is not kept at its next start', async () => {
  const dataDir = await cluster();
  const url = await keepRunning(dataDir);
  process.kill(await serverPid(dataDir), 'SIGKILL');
  expect(await eventually(async () => (await processesIn(dataDir)).length === 0)).toBe(true);
  expect(await findLocalPostgres({ dataDir })).toBeUndefined();
  const next = await startServer({ dataDir });
  expect(next.url).toBe(url);
  expect((await findLocalPostgres({ dataDir }))?.isKept).toBe(false);
  await next.stop();
  await expectNothingLeft(dataDir);
});

test('the rest of a server of before a restart of the machine keeps no other server running', async () => {
  const dataDir = await cluster();
  // Every pid that the next server may get, as pids repeat after a restart.
  const { pid } = process;
  for (let next = pid; next < pid + 5000; next += 1) {
    await writeFile(path.join(dataDir, `keep.${next}`), '');
  }
  const server = await startServer({ dataDir });
  expect((await findLocalPostgres({ dataDir }))?.isKept).toBe(false);
  await server.stop();
  expect(await findLocalPostgres({ dataDir })).toBeUndefined();
});

test('a folder without a server is found to have none, and nothing is created', async () => {
  const folder = await testFolder();
  const absent = path.join(folder, 'absent', 'postgres');
  expect(await findLocalPostgres({ dataDir: absent })).toBeUndefined();
  expect(await stopLocalPostgres({ dataDir: absent })).toBe(false);
  await mkdir(path.join(folder, 'other'));
  expect(await findLocalPostgres({ dataDir: path.join(folder, 'other') })).toBeUndefined();
  expect(await readdir(folder)).toEqual(['other']);
});

test('a lock file with the pid of another program is no server', async () => {
  const dataDir = await cluster();
  const server = await startServer({ dataDir });
  const lockFile = path.join(dataDir, 'data', 'postmaster.pid');
  const text = await readFile(lockFile, 'utf8');
  await server.stop();
  await writeFile(`${lockFile}.new`, text.replace(/^\d+/, String(process.pid)));
  await rename(`${lockFile}.new`, lockFile);
  expect(await findLocalPostgres({ dataDir })).toBeUndefined();
  expect(await stopLocalPostgres({ dataDir })).toBe(false);
  expect(isAlive(process.pid)).toBe(true);
});

test('a temporary server cannot be kept running', async () => {
  await expect(startLocalPostgres({ keepRunning: true })).rejects.toMatchObject({
    code: 'LOCAL_POSTGRES_SETTING_INVALID',
    message: expect.stringContaining('Set `dataDir`') as string,
  });
});

test('the password is in no command line and no log of a server kept running', async () => {
  const dataDir = await cluster();
  const { password } = new URL(await keepRunning(dataDir));
  expect(password.length).toBeGreaterThan(20);
  const found = await findLocalPostgres({ dataDir });
  expect(found?.displayUrl).not.toContain(password);
  expect((await processesIn(dataDir)).join('\n')).not.toContain(password);
  expect(await readFile(String(found?.logFile), 'utf8')).not.toContain(password);
});
