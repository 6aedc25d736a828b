import path from 'node:path';
import postgres from 'postgres';
import { expect, inject, test } from 'vitest';
import { eventually, processesIn } from '../project/processes-in.js';
import { startServer } from '../project/start-server.js';
import { clusterFolder, testFolder } from '../project/test-folder.js';
import { ServerUser } from '../project/use-server.js';

const project = inject('project');

async function answers(url: string): Promise<boolean> {
  const sql = postgres(url, { max: 1, connect_timeout: 30 });
  try {
    await sql`SELECT 1`;
    return true;
  } catch {
    return false;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

test('data is kept after the server stops', async () => {
  const dataDir = path.join(await testFolder(), `d'é "e" p`, 'postgres');
  const first = await startServer({ dataDir, database: 'my-Data' });
  const sql = postgres(first.url, { max: 1 });
  await sql`CREATE TABLE kept AS SELECT 42 AS answer`;
  await sql.end();
  await first.stop();
  const second = await startServer({ dataDir, database: 'my-Data' });
  const again = postgres(second.url, { max: 1 });
  const rows = await again`SELECT answer, current_database() AS name FROM kept`;
  await again.end();
  await second.stop();
  expect(rows).toEqual([{ answer: 42, name: 'my-Data' }]);
  expect(second.url.split('@')[0]).toBe(first.url.split('@')[0]);
});

test(
  'processes that start together in a new folder share one server',
  { tags: ['full'] },
  async () => {
    const dataDir = path.join(await testFolder(), 'postgres');
    const users = [1, 2, 3, 4].map(() => new ServerUser(project, { dataDir }));
    const reports = await Promise.all(users.map((user) => user.server()));
    expect(new Set(reports.map(({ url }) => url)).size).toBe(1);
    await Promise.all(users.map((user) => user.end()));
    expect(await eventually(async () => (await processesIn(dataDir)).length === 0)).toBe(true);
  },
);

test('the server runs until the last of its users has stopped or was killed', async () => {
  const dataDir = await clusterFolder();
  const first = new ServerUser(project, { dataDir });
  const { url } = await first.server();
  const second = new ServerUser(project, { dataDir });
  const third = new ServerUser(project, { dataDir });
  expect((await second.server()).url).toBe(url);
  expect((await third.server()).url).toBe(url);

  await first.end('SIGKILL');
  const begun = performance.now();
  await second.stop();
  expect(performance.now() - begun).toBeLessThan(30_000);
  await second.end();
  expect(await answers(url)).toBe(true);

  await third.stop();
  expect(await answers(url)).toBe(false);
  await third.end();
  expect(await eventually(async () => (await processesIn(dataDir)).length === 0)).toBe(true);
});

test(
  'a server that other processes start and stop at the same time is always available to its users',
  { tags: ['full'] },
  async () => {
    const dataDir = await clusterFolder();
    const useRepeatedly = async (): Promise<boolean[]> => {
      const answered: boolean[] = [];
      for (let round = 0; round < 6; round += 1) {
        const server = await startServer({ dataDir });
        answered.push(await answers(server.url));
        await server.stop();
      }
      return answered;
    };
    const all = await Promise.all([useRepeatedly(), useRepeatedly(), useRepeatedly()]);
    expect(all.flat()).toEqual(Array.from({ length: 18 }, () => true));
    expect(await eventually(async () => (await processesIn(dataDir)).length === 0)).toBe(true);
  },
);

test('stopping twice is the same as stopping once', { tags: ['full'] }, async () => {
  const server = await startServer();
  await Promise.all([server.stop(), server.stop()]);
  await server.stop();
  expect(await processesIn(server.dataDir)).toEqual([]);
});

test('one process may use several servers at once', { tags: ['full'] }, async () => {
  const servers = await Promise.all([startServer(), startServer()]);
  expect(await Promise.all(servers.map(({ url }) => answers(url)))).toEqual([true, true]);
  expect(new Set(servers.map(({ port }) => port)).size).toBe(2);
  await Promise.all(servers.map((server) => server.stop()));
});

test('a server stops at the end of its scope', { tags: ['full'] }, async () => {
  let url: string;
  {
    await using server = await startServer({ settings: { work_mem: '9MB' } });
    ({ url } = server);
    const sql = postgres(server.url, { max: 1 });
    const [row] = await sql`
      SELECT current_setting('work_mem') AS memory, current_setting('fsync') AS fsync,
        current_setting('listen_addresses') AS addresses, current_setting('TimeZone') AS zone`;
    await sql.end();
    expect(row).toEqual({ memory: '9MB', fsync: 'off', addresses: '127.0.0.1', zone: 'UTC' });
  }
  expect(await answers(url)).toBe(false);
});
