import { readFile } from 'node:fs/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { jobFile, writeProject } from '../../support/project.js';
import { startConsole } from '../../support/start-console.js';
import { startWorker } from '../../support/start-worker.js';
import { useWorkplace } from '../../support/use-workplace.js';

const bare = useWorkplace();
const place = useWorkplace();
const script = new URL('../../../../console/roles.sql', import.meta.url);

const codeOf = async (answer: Response): Promise<unknown> => {
  const { error } = (await answer.json()) as { readonly error?: { readonly code: string } };
  return error?.code;
};

describe('wdh console with --no-migrate', () => {
  it('does not start without its tables, and names the command that creates them', async () => {
    const { exitCode, stdout, stderr } = await bare.run('console', '--port', '0', '--no-migrate');
    expect([exitCode, stdout]).toEqual([5, '']);
    expect(stderr).toMatch(/^\[CONSOLE_TABLES_MISSING\] .* wdh migrate up --console/u);
    await bare.sql`drop schema public cascade`;
    const without = await bare.run('console', '--port', '0', '--no-migrate');
    expect([without.exitCode, without.stdout]).toEqual([5, '']);
    expect(without.stderr).toContain('[AUDIT_TABLES_MISSING]');
  });
});

describe('the statements of wdh console', () => {
  it('end after a limit on the server, and the next ones go on', async () => {
    await using running = await startConsole(place);
    await place.sql.begin(async (sql) => {
      await sql`lock table public.pipeline_executions in access exclusive mode`;
      const blocked = await running.ask('/api/runs');
      expect([blocked.status, blocked.headers.get('retry-after')]).toEqual([503, '2']);
      expect(await codeOf(blocked)).toBe('STATEMENT_CANCELLED');
    });
    expect((await running.ask('/api/runs')).status).toBe(200);
  });

  it('have the login of CONSOLE_DATABASE_URL alone, those of the queue included', async () => {
    await place.sql`create table people (id text primary key, name text not null)`;
    await writeProject(place.folder, {
      'job.ts': jobFile('people'),
      'wdh.config.ts': `import { defineProject } from '@wdh/job';
import { people } from './job.ts';
export default defineProject({ jobs: [people] });
`,
    });
    await using _worker = await startWorker(place);
    await place.sql.unsafe(await readFile(script, 'utf8'));
    await place.sql.unsafe(`alter role wdh_console password 'wdh_console secret'`);
    onTestFinished(async () => {
      await place.sql`drop owned by wdh_console`;
      await place.sql`drop role wdh_console`;
    });
    const url = new URL(place.databaseUrl);
    Object.assign(url, { username: 'wdh_console', password: 'wdh_console secret' });
    const env = { CONSOLE_DATABASE_URL: url.href };
    const { folder, databaseUrl } = place;
    const running = await startConsole({ folder, databaseUrl, env }, '--no-migrate');
    await using _running = running;
    expect(running.process.stdout).toContain('a worker runs them (1 worker now)');
    for (const at of ['/api/session', '/api/runs', '/api/queue']) {
      expect([at, (await running.ask(at)).status]).toEqual([at, 200]);
    }
    // The server may take a moment to end the connections of the console before.
    await expect
      .poll(
        async () => {
          const found = await place.sql<{ login: string }[]>`
            select distinct usename as login from pg_stat_activity
            where application_name = 'wdh console' and datname = current_database()`;
          return found.map(({ login }) => login);
        },
        { timeout: 30_000 },
      )
      .toEqual(['wdh_console']);
    running.process.signal('SIGINT');
    await running.process.end(60_000);
  });
});

describe('the link of wdh console', () => {
  it.each([
    ['127.0.0.2', '127.0.0.2'],
    ['localhost', 'localhost'],
  ])('opens where it listens on %s', async (host, shown) => {
    await using running = await startConsole(place, '--host', host);
    expect(running.link).toContain(`http://${shown}:`);
    const [page = ''] = running.link.split('#');
    expect((await fetch(page)).status).toBe(200);
  });

  it('opens on this machine where it listens on every address', async () => {
    const env = { CONSOLE_TOKENS: `anna:viewer:${'k'.repeat(40)}` };
    const { folder, databaseUrl } = place;
    const running = await startConsole({ folder, databaseUrl, env }, '--host', '0.0.0.0');
    await using _running = running;
    const [, address = ''] = /^Open (\S+)$/mu.exec(running.process.stdout) ?? [];
    expect(address).toMatch(/^http:\/\/localhost:\d+$/u);
    expect((await fetch(address)).status).toBe(200);
  });
});

describe('the end of wdh console', () => {
  it('is at once with a second Ctrl+C, and a port is free afterwards', async () => {
    const running = await startConsole(place);
    await using _running = running;
    const { port } = new URL(running.origin);
    running.process.signal('SIGINT');
    running.process.signal('SIGINT');
    const { code } = await running.process.end(60_000);
    expect([0, 130]).toContain(code);
    await using again = await startConsole(place, '--port', port);
    expect(again.origin).toBe(running.origin);
  });
});
