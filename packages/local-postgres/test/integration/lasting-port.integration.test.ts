import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import path from 'node:path';
import { expect, inject, onTestFinished, test } from 'vitest';
import { serverPid } from '../project/server-pid.js';
import { startServer } from '../project/start-server.js';
import { clusterFolder } from '../project/test-folder.js';
import { ServerUser } from '../project/use-server.js';

const project = inject('project');

/** Starts another program that listens on a port, 0 for a free one. */
async function occupy(port: number): Promise<{ readonly port: number; readonly program: Server }> {
  const program = createServer().listen(port, '127.0.0.1');
  await once(program, 'listening');
  onTestFinished(() => void program.close());
  const address = program.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { port: address.port, program };
}

/** Starts and stops the server of a folder. */
async function useOnce(
  dataDir: string,
  options: { readonly port?: number } = {},
): Promise<{ readonly port: number; readonly log: readonly string[] }> {
  const log: string[] = [];
  const server = await startServer({ dataDir, ...options, onLog: (line) => log.push(line) });
  await server.stop();
  return { port: server.port, log };
}

test('a server with a data directory keeps its port, also after it was killed', async () => {
  const dataDir = await clusterFolder();
  const first = await useOnce(dataDir);
  expect(first.log).toEqual([]);
  const killed = await startServer({ dataDir });
  process.kill(await serverPid(dataDir), 'SIGKILL');
  const again = await startServer({ dataDir });
  await again.stop();
  await killed.stop();
  expect([killed.port, again.port]).toEqual([first.port, first.port]);
});

test('a lasting port is not one that outgoing connections get', async () => {
  const { port } = await useOnce(await clusterFolder());
  expect(port).toBeGreaterThanOrEqual(20_000);
  expect(port).toBeLessThan(30_000);
});

test('processes that start together agree on the remembered port', async () => {
  const dataDir = await clusterFolder();
  const { port } = await useOnce(dataDir);
  const users = [1, 2, 3].map(() => new ServerUser(project, { dataDir }));
  const reports = await Promise.all(users.map((user) => user.server()));
  expect(reports.map((report) => report.port)).toEqual([port, port, port]);
  expect(reports.flatMap(({ log }) => log)).toEqual([]);
  await Promise.all(users.map((user) => user.stop()));
  await Promise.all(users.map((user) => user.end()));
});

test('a requested port is remembered', async () => {
  const dataDir = await clusterFolder();
  await useOnce(dataDir);
  const { port, program } = await occupy(0);
  program.close();
  await once(program, 'close');
  expect(await useOnce(dataDir, { port })).toEqual({ port, log: [] });
  expect((await useOnce(dataDir)).port).toBe(port);
});

test('a requested port that is in use is refused and not remembered', async () => {
  const dataDir = await clusterFolder();
  const { port: before } = await useOnce(dataDir);
  const { port } = await occupy(0);
  await expect(startServer({ dataDir, port })).rejects.toMatchObject({
    code: 'LOCAL_POSTGRES_PORT_IN_USE',
  });
  expect((await useOnce(dataDir)).port).toBe(before);
});

test('a remembered port of another program is replaced, reported, and stays replaced', async () => {
  const dataDir = await clusterFolder();
  const { port: before } = await useOnce(dataDir);
  const { program } = await occupy(before);
  const moved = await useOnce(dataDir);
  expect(moved.port).not.toBe(before);
  expect(moved.log).toEqual([
    `Port ${before} of ${dataDir} is in use by another program, so its server uses port ${moved.port} from now on`,
  ]);
  program.close();
  await once(program, 'close');
  expect(await useOnce(dataDir)).toEqual({ port: moved.port, log: [] });
});

test.each(['', 'no port\n', '99999\n'])('a file with %j remembers no port', async (text) => {
  const dataDir = await clusterFolder();
  await writeFile(path.join(dataDir, 'data', 'wdh-port'), text);
  const { port, log } = await useOnce(dataDir);
  expect(log).toEqual([]);
  expect((await useOnce(dataDir)).port).toBe(port);
});
