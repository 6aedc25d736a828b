import { csv, defineJob, defineProject } from '@wdh/job';
import { createTestDatabase } from '@wdh/local-postgres/testing';
import { migrateUp } from '@wdh/migrations';
import { parseConnectionUrl, StatementPool } from '@wdh/postgres';
import { auditMigrations, openRuns } from '@wdh/runs';
import { expect, inject, it } from 'vitest';
import { consoleMigrations, createConsole, serveConsole } from '../../src/index.js';

const people = defineJob({
  name: 'people',
  source: csv({ columns: ['id', 'name'] }),
  steps: (rows) => rows,
  into: 'public.people',
});

const token = 'anna'.repeat(8);

/** The example of the README. */
async function serve(connectionUrl: string, database: StatementPool, port: number) {
  await migrateUp({ connectionUrl, folders: [auditMigrations, consoleMigrations] });
  const runs = openRuns({ connectionUrl });
  const console = await createConsole({
    runs,
    project: defineProject({ jobs: [people], inputs: ['data'] }),
    database,
    launch: { connectionUrl },
    auth: { tokens: [{ name: 'anna', token, roles: ['viewer', 'operator'] }] },
  });
  const server = await serveConsole(console, { port });
  return { console, runs, server };
}

it('a program serves the console of its jobs', async () => {
  const place = await createTestDatabase(inject('serverUrl'), { template: 'template0' });
  const address = parseConnectionUrl(place.url);
  const limits = { size: 2, deadlineMs: 30_000, statementTimeoutMs: 5_000 };
  const database = new StatementPool({ address, applicationName: 'wdh console', ...limits });
  const { console, runs, server } = await serve(place.url, database, 0);
  try {
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(`${server.origin}/api/jobs`, { headers });
    expect(await answer.json()).toMatchObject({ jobs: [{ name: 'people' }] });
  } finally {
    await server.close();
    await console.close();
    await runs.close();
    await database.close();
    await place.drop();
  }
});
