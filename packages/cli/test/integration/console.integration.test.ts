import { once } from 'node:events';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { jobFile, writeProject } from '../support/project.js';
import { startConsole } from '../support/start-console.js';
import { wdh } from '../support/start-wdh.js';
import { startWorker } from '../support/start-worker.js';
import { useWorkplace } from '../support/use-workplace.js';

const place = useWorkplace();
const alone = useWorkplace();
const fresh = useWorkplace();

beforeAll(async () => {
  await place.sql`create table people (id text primary key, name text not null)`;
  await writeProject(place.folder, {
    'job.ts': jobFile('people'),
    'wdh.config.ts': `import { defineProject } from '@wdh/job';
import { people } from './job.ts';
export default defineProject({ jobs: [people] });
`,
    'people.csv': 'id,name\n1,Ada\n2,Bob\n',
  });
});

/** What a console that does not start prints. */
const complaint = async (
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ exitCode: number | null; stderr: string }> =>
  wdh(['console', ...args], {
    cwd: place.folder,
    env: { DATABASE_URL: place.databaseUrl, ...env },
  });

const token = 'k'.repeat(40);

describe('wdh console', () => {
  it('creates its tables, prints a link that logs in, and shows the runs', async () => {
    expect(await place.run('run', 'people', '--input', 'people.csv')).toMatchObject({
      exitCode: 0,
    });
    await using running = await startConsole(place);
    const { stdout } = running.process;
    expect(stdout).toContain('jobs      people\n');
    expect(stdout).toContain('launched  runs are run by this process\n');
    expect(stdout).not.toContain(new URL(place.databaseUrl).password || 'password');
    const runs = (await (await running.ask('/api/runs')).json()) as { items: unknown[] };
    expect(runs.items).toMatchObject([{ jobName: 'people', status: 'success' }]);
    expect(await (await running.ask('/api/session')).json()).toMatchObject({
      roles: ['viewer', 'operator'],
      hasQueue: false,
    });
    expect((await fetch(`${running.origin}/api/runs`)).status).toBe(401);
    expect(await (await fetch(running.origin)).text()).toContain('<title>WorkDataHub</title>');
    running.process.signal('SIGINT');
    expect(await running.process.end(60_000)).toMatchObject({ code: 0 });
  });

  it('shows the records alone where there is no wdh.config.ts', async () => {
    await using running = await startConsole(alone, '--role', 'data', '--base-path', '/wdh');
    expect(running.process.stdout).toContain('jobs      none: there is no wdh.config.ts with jobs');
    expect(running.link).toMatch(/\/wdh\/login#token=/u);
    const session = await running.ask('/wdh/api/session');
    expect(await session.json()).toMatchObject({ roles: ['viewer', 'operator', 'data'] });
    expect((await running.ask('/api/session')).status).toBe(404);
  });

  it('prints one line of JSON for scripts', async () => {
    await using running = await startConsole(place, '--json', '--role', 'viewer');
    expect(JSON.parse(running.process.stdout)).toMatchObject({
      event: 'console.started',
      jobs: ['people'],
      runsIn: 'console',
      link: expect.stringContaining('/login#token=') as string,
    });
  });

  it('names a free port where its own is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void taken.close());
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const { exitCode, stderr } = await complaint(['--port', String(port)]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`Another program listens on 127.0.0.1:${String(port)}.`);
    const [, free = ''] = /such as --port (\d+)\./u.exec(stderr) ?? [];
    await using running = await startConsole(place, '--port', free);
    expect(running.origin).toBe(`http://127.0.0.1:${free}`);
  });

  it('puts launched runs into the queue of the database, unless it is asked to run them itself', async () => {
    await using worker = await startWorker(place);
    await using running = await startConsole(place);
    expect(running.process.stdout).toContain('a worker runs them (1 worker now)');
    expect(await (await running.ask('/api/session')).json()).toMatchObject({ hasQueue: true });
    await using own = await startConsole(place, '--run-in', 'console');
    expect(own.process.stdout).toContain('launched  runs are run by this process\n');
    worker.signal('SIGTERM');
    await worker.end(60_000);
    await using later = await startConsole(place, '--run-in', 'queue', '--no-migrate');
    expect(later.process.stdout).toContain('no worker runs now: start wdh worker');
  });

  it('opens the link by a file that only its user reads, not by the arguments of a program', async () => {
    const bin = join(place.folder, 'bin');
    await mkdir(bin, { recursive: true });
    const opener = `#!/bin/sh\necho "$1" > "${place.folder}/opened"\nstat -c %a "\${1#file://}" >> "${place.folder}/opened"\ncat "\${1#file://}" >> "${place.folder}/opened"\n`;
    await writeFile(join(bin, 'xdg-open'), opener);
    await chmod(join(bin, 'xdg-open'), 0o755);
    const env = { PATH: `${bin}:/usr/bin:/bin` };
    await using running = await startConsole(
      { ...place, folder: place.folder, databaseUrl: place.databaseUrl, env },
      '--open',
    );
    await expect
      .poll(() => readFile(join(place.folder, 'opened'), 'utf8').catch(() => ''))
      .toContain(running.link);
    const [argument = '', mode] = (await readFile(join(place.folder, 'opened'), 'utf8')).split(
      '\n',
    );
    expect([argument.startsWith('file://'), mode]).toEqual([true, '600']);
    running.process.signal('SIGTERM');
    await running.process.end(60_000);
    await expect(readFile(argument.slice('file://'.length))).rejects.toThrow('ENOENT');
  });
});

describe('a console that other people reach', () => {
  it.each([
    [
      ['--host', '0.0.0.0'],
      {},
      'CONSOLE_TOKENS: expected users and their tokens where other machines',
    ],
    [[], { ENVIRONMENT: 'prod', CONSOLE_TOKENS: `anna:viewer:${token}` }, 'CONSOLE_URL'],
    [[], { ENVIRONMENT: 'prod', CONSOLE_URL: 'https://runs.example.com' }, 'CONSOLE_TOKENS'],
    [
      [],
      {
        ENVIRONMENT: 'prod',
        CONSOLE_URL: 'http://runs.example.com',
        CONSOLE_TOKENS: `anna:viewer:${token}`,
      },
      'CONSOLE_URL',
    ],
    [[], { CONSOLE_PROXY_HEADER: 'X-User' }, 'CONSOLE_PROXY_SECRET'],
  ])('does not start with %j and %j', async (args, env, message) => {
    const { exitCode, stderr } = await complaint(['--port', '0', ...args], env);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(message)]);
    expect(stderr).not.toContain(token);
  });

  it('prints no link in prod, serves its own host, and logs in by the tokens of the settings', async () => {
    const env = {
      ENVIRONMENT: 'prod',
      CONSOLE_URL: 'https://runs.example.com/wdh',
      CONSOLE_TOKENS: `anna:viewer:${token}`,
    };
    const running = await startConsole(
      { folder: place.folder, databaseUrl: place.databaseUrl, env },
      '--host',
      '127.0.0.1',
    );
    await using _process = running;
    expect(running.process.stdout).toContain('Open https://runs.example.com/wdh\n');
    expect(running.process.stdout).not.toMatch(/#token|k{40}/u);
    const answer = await fetch(`${running.origin}/wdh/api/session`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(await answer.json()).toMatchObject({ user: 'anna', roles: ['viewer'] });
  });
});

describe('wdh migrate', () => {
  it('has the migrations of the console where its tables are, or where they are asked for', async () => {
    const status = async () => (await fresh.run('migrate', 'status')).stdout;
    expect(await status()).not.toContain('console');
    const up = await fresh.run('migrate', 'up', '--console');
    expect([up.exitCode, up.stdout]).toEqual([0, expect.stringContaining('console')]);
    expect(await status()).toContain('console');
    await using running = await startConsole(fresh, '--no-migrate');
    expect((await running.ask('/api/session')).status).toBe(200);
  });
});
