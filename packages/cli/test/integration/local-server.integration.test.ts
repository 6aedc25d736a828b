import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { findLocalPostgres, startLocalPostgres } from '@wdh/local-postgres';
import postgres from 'postgres';
import { expect, it } from 'vitest';
import { openLocalPlace } from '../support/local-place.js';
import { startWdh, wdh } from '../support/start-wdh.js';

/** A program that prints what psql would receive, first in PATH. */
async function fakePsql(folder: string, exitCode: number): Promise<string> {
  const bin = join(folder, 'bin');
  await mkdir(bin);
  const script = `#!/bin/sh
[ "$1" = --version ] && exit 0
env | grep ^PG | sort
tr '\\0' ' ' </proc/$$/cmdline
exit ${exitCode}
`;
  await writeFile(join(bin, 'psql'), script, { mode: 0o755 });
  return `${bin}:/usr/bin:/bin`;
}

it('the server runs from wdh db start to wdh db stop, on the same port as the next time', async () => {
  const place = await openLocalPlace();
  expect(await place.run('db', 'status')).toMatchObject({
    exitCode: 3,
    stdout: 'The server of .wdh/postgres is not running.\n',
  });
  const started = await place.run('db', 'start', '--json');
  expect(started).toMatchObject({ exitCode: 0, stderr: '' });
  const server = JSON.parse(started.stdout) as { port: number; pid: number };
  expect(server).toMatchObject({ isRunning: true, isKept: true, userPids: [] });
  const again = await place.run('db', 'start', '--json');
  expect(JSON.parse(again.stdout)).toEqual(server);

  const { stdout: url } = await place.run('db', 'url');
  const sql = postgres(url.trim(), { max: 1 });
  expect([...(await sql`SELECT 6 * 7 AS answer`)]).toEqual([{ answer: 42 }]);
  await sql.end();
  const status = await place.run('db', 'status');
  expect(status).toMatchObject({ exitCode: 0, stderr: '' });
  expect(status.stdout).toMatch(new RegExp(`port ${server.port}, process ${server.pid}\n`));

  // Only wdh db url prints the password.
  const { password } = new URL(url);
  for (const { stdout } of [started, again, status]) expect(stdout).not.toContain(password);

  expect(await place.run('db', 'stop')).toMatchObject({
    exitCode: 0,
    stdout: 'The server has stopped.\n',
  });
  expect(await place.run('db', 'stop', '--json')).toMatchObject({
    exitCode: 0,
    stdout: '{\n  "wasRunning": false\n}\n',
  });
  const restarted = await place.run('db', 'start', '--json');
  expect(JSON.parse(restarted.stdout)).toMatchObject({ port: server.port });
});

it('a command joins the server that is kept running, and leaves it running', async () => {
  const place = await openLocalPlace();
  await place.run('db', 'start');
  const before = await findLocalPostgres({ dataDir: place.dataDir });
  expect(await place.run('sql', '--csv', 'select 1 as a')).toEqual({
    exitCode: 0,
    stdout: 'a\n1\n',
    stderr: '',
  });
  expect(await findLocalPostgres({ dataDir: place.dataDir })).toEqual(before);
});

it('wdh db start --foreground stops the server at Ctrl+C', { tags: ['full'] }, async () => {
  const place = await openLocalPlace();
  const { child, result } = startWdh(['db', 'start', '--foreground'], { cwd: place.folder });
  await once(child.stdout ?? child, 'data');
  expect(await findLocalPostgres({ dataDir: place.dataDir })).toMatchObject({ isKept: false });
  child.kill('SIGINT');
  expect(await result).toMatchObject({ exitCode: 0 });
  expect(await findLocalPostgres({ dataDir: place.dataDir })).toBeUndefined();
});

it(
  'a port is used and remembered, and refused when it is in use or the server has another',
  { tags: ['full'] },
  async () => {
    const place = await openLocalPlace();
    const program = createServer().listen(0, '127.0.0.1');
    await once(program, 'listening');
    const { port } = program.address() as { port: number };
    expect(await place.run('db', 'start', '--port', String(port))).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining('LOCAL_POSTGRES_PORT_IN_USE') as string,
    });
    program.close();
    await once(program, 'close');
    expect(await place.run('db', 'start', '--port', String(port))).toMatchObject({ exitCode: 0 });
    expect(await place.run('db', 'start', '--port', String(port - 1))).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining(`already runs on port ${port}`) as string,
    });
    await place.run('db', 'stop');
    const { stdout } = await place.run('db', 'start', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ port });
  },
);

it.each([
  [['start', '--port', '0']],
  [['start', '--port', '70000']],
  [['start', '--port', '5432x']],
  [['start', '--port', '5001', '--port', '5002']],
  [['start', 'now']],
  [['stop', '--now']],
  [['restart']],
])('wdh db with %j is a wrong command line, and starts nothing', async (args) => {
  const place = await openLocalPlace();
  const { exitCode, stderr } = await place.run('db', ...args);
  expect(exitCode).toBe(2);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(await findLocalPostgres({ dataDir: place.dataDir })).toBeUndefined();
});

it(
  'stopping is refused while the server is in use, unless forced',
  { tags: ['full'] },
  async () => {
    const place = await openLocalPlace();
    await place.run('db', 'start');
    await using server = await startLocalPostgres({ dataDir: place.dataDir });
    const refused = await place.run('db', 'stop');
    expect(refused.exitCode).toBe(6);
    expect(refused.stderr).toMatch(
      new RegExp(`LOCAL_POSTGRES_IN_USE.*by process ${process.pid}, .* with --force`),
    );
    expect(await place.run('db', 'status')).toMatchObject({ exitCode: 0 });
    expect(await place.run('db', 'stop', '--force')).toMatchObject({ exitCode: 0 });
    expect(await place.run('db', 'status')).toMatchObject({ exitCode: 3 });
    expect(server.port).toBeGreaterThan(0);
  },
);

it.each([[['']], [['copy t to stdout']], [['\\copy']], [[]]])(
  'wdh sql with %j starts no server',
  async (args) => {
    const place = await openLocalPlace();
    await place.run('sql', ...args);
    expect(existsSync(place.dataDir)).toBe(false);
  },
);

it('notes that the project names another database', async () => {
  const place = await openLocalPlace();
  const project = `import { defineProject } from '@wdh/job';
    export default defineProject({ jobs: [], database: 'postgres://me@127.0.0.1:1/other' });`;
  await writeFile(join(place.folder, 'wdh.config.mjs'), project);
  expect((await place.run('db', 'status')).stdout).toContain(
    'Note: the project names a database, so jobs use that database, and not this server.',
  );
});

it('the URL of a server that does not run is an error that says how to start it', async () => {
  const place = await openLocalPlace();
  expect(await place.run('db', 'url')).toEqual({
    exitCode: 3,
    stdout: '',
    stderr:
      '[LOCAL_SERVER_STOPPED] The local server of .wdh/postgres is not running. Start it with wdh db start.\n',
  });
});

it('the URL is that of DATABASE_URL where it is set', async () => {
  const place = await openLocalPlace();
  const password = 's3cret';
  const url = `postgres://me:${password}@db.invalid:5433/wdh`;
  const surroundings = { cwd: place.folder, env: { DATABASE_URL: url } };
  expect(await wdh(['db', 'url'], surroundings)).toMatchObject({ exitCode: 0, stdout: `${url}\n` });
  const { stdout } = await wdh(['db', 'status'], surroundings);
  expect(stdout).toContain('DATABASE_URL is set');
});

it('psql receives the database by its environment, its own arguments, and returns its exit code', async () => {
  const place = await openLocalPlace();
  const PATH = await fakePsql(place.folder, 3);
  const env = { DATABASE_URL: 'postgres://me:s3cret@db:5433/x', PGHOSTADDR: '10.0.0.1', PATH };
  const args = ['db', 'psql', '--', '-c', 'select 1', '--csv'];
  const { exitCode, stdout } = await wdh(args, { cwd: place.folder, env });
  expect(exitCode).toBe(3);
  const lines = stdout.split('\n');
  expect(lines.slice(0, -1)).toEqual([
    'PGAPPNAME=wdh db psql',
    'PGDATABASE=x',
    'PGHOST=db',
    'PGPASSWORD=s3cret',
    'PGPORT=5433',
    'PGSSLMODE=disable',
    'PGUSER=me',
  ]);
  expect(lines.at(-1)).toMatch(/psql -c select 1 --csv $/);
});

it('without psql, an error says how to get one, and no server is started', async () => {
  const place = await openLocalPlace();
  const PATH = join(place.folder, 'empty');
  const { exitCode, stderr } = await wdh(['db', 'psql'], { cwd: place.folder, env: { PATH } });
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/PSQL_MISSING.*postgresql-client.*wdh sql/);
  expect(await findLocalPostgres({ dataDir: place.dataDir })).toBeUndefined();
});

it('a folder with other files is refused', async () => {
  const place = await openLocalPlace();
  await mkdir(place.dataDir, { recursive: true });
  await writeFile(join(place.dataDir, 'thesis.docx'), '');
  expect(await place.run('db', 'start')).toMatchObject({
    exitCode: 7,
    stderr: expect.stringContaining('thesis.docx') as string,
  });
});

it.each(['start', 'url', 'psql', 'stop'])('wdh db %s --help has examples', async (command) => {
  const place = await openLocalPlace();
  const { exitCode, stdout } = await place.run('db', command, '--help');
  expect(exitCode).toBe(0);
  expect(stdout).toContain(`Examples:\n`);
  expect(stdout).toContain(`wdh db ${command}`);
});
