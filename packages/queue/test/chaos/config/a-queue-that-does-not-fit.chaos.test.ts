import { randomBytes } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '@wdh/local-postgres/testing';
import { migrateUp } from '@wdh/migrations';
import { auditMigrations } from '@wdh/runs';
import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { bossSchemaVersion } from '../../../src/boss/boss-schema.js';
import { openQueue, queueMigrations, Worker } from '../../../src/index.js';
import { people } from '../../support/people-job.js';

const role = `wdh_plain_${randomBytes(4).toString('hex')}`;
const password = 'canary-of-the-password';
const admin = postgres(inject('serverUrl'), { max: 1, onnotice: () => undefined });
let database: TestDatabase;
let sql: postgres.Sql;

beforeAll(async () => {
  await admin.unsafe(`create role ${role} login password '${password}'`);
});

afterAll(async () => {
  await admin.unsafe(`drop role ${role}`);
  await admin.end();
});

beforeEach(async () => {
  database = await createTestDatabase(inject('serverUrl'), { template: 'template0' });
  sql = postgres(database.url, { max: 1, onnotice: () => undefined });
});

afterEach(async () => {
  await sql.end();
  await database.drop();
});

const migrate = () =>
  migrateUp({ connectionUrl: database.url, folders: [auditMigrations, queueMigrations] });

/** The error of opening the queue without migrations, as a submitter or as a worker. */
async function refusal(supervise: boolean, asRole = false): Promise<Error> {
  const url = new URL(database.url);
  if (asRole) Object.assign(url, { username: role, password });
  const opening = openQueue({ connectionUrl: url.href, migrate: false, supervise });
  return opening.then(
    async (queue) => {
      await queue.close();
      throw new Error('The queue was opened.');
    },
    (error: unknown) => error as Error,
  );
}

/** Rows of the tables that an opening process could have written. */
async function registered(): Promise<unknown> {
  return sql`select (select count(*)::int from wdh_queue.instance) as instances,
    (select count(*)::int from wdh_queue.queue) as queues`;
}

test.each([false, true])(
  'Q11 a database without the queue, supervise %s: opening says to apply the migrations',
  async (supervise) => {
    const error = await refusal(supervise);
    expect(error).toMatchObject({ code: 'QUEUE_SCHEMA_MISSING', category: 'schema' });
    expect(error.message).toMatch(/apply queueMigrations/i);
  },
);

test.each([
  [bossSchemaVersion - 1, 'QUEUE_SCHEMA_OUTDATED', /apply queueMigrations/i],
  [bossSchemaVersion + 1, 'QUEUE_SCHEMA_NEWER', /install the same version/i],
])(
  'Q11 a queue of schema version %d: opening is refused, and registers nothing',
  async (version, code, advice) => {
    await migrate();
    await sql`update wdh_queue.version set version = ${version}`;
    const error = await refusal(true);
    expect(error).toMatchObject({ code, category: 'schema', isRetryable: false });
    expect(error.message).toContain(String(version));
    expect(error.message).toMatch(advice);
    expect(await registered()).toEqual([{ instances: 0, queues: 0 }]);
  },
);

test.each([
  ['no grant', '', 'USAGE on schema wdh_queue'],
  ['USAGE alone', 'grant usage on schema wdh_queue to %', 'DELETE on wdh_queue.job'],
  [
    'all but DELETE',
    'grant usage on schema wdh_queue to %; grant select, insert, update on all tables in schema wdh_queue to %',
    'DELETE on wdh_queue.job_common',
  ],
])(
  'Q11 a role with %s: opening names the missing grants, never the password',
  async (_, grants, missing) => {
    await migrate();
    await sql.unsafe(grants.replaceAll('%', role));
    const error = await refusal(true, true);
    expect(error).toMatchObject({ code: 'PRIVILEGE_MISSING', category: 'schema' });
    expect(error.message).toContain(missing);
    expect([error.stack, JSON.stringify(error)].join()).not.toContain(password);
    expect(await registered()).toEqual([{ instances: 0, queues: 0 }]);
  },
);

test('Q11 a role that may not record runs: a submission names the grant, and submits nothing', async () => {
  await migrate();
  await sql.unsafe(`grant usage on schema wdh_queue to ${role};
    grant select, insert, update, delete on all tables in schema wdh_queue to ${role}`);
  const url = Object.assign(new URL(database.url), { username: role, password });
  const queue = await openQueue({ connectionUrl: url.href, migrate: false });
  const submitting = queue.submitRun({ job: people, request: { input: '/data/people.csv' } });
  await expect(submitting).rejects.toMatchObject({ code: 'PRIVILEGE_MISSING' });
  expect(await sql`select id from wdh_queue.job`).toEqual([]);
  await queue.close();
});

test('Q11 a role with too few connections: a worker says how many fit, and takes no run', async () => {
  await migrate();
  await sql.unsafe(`grant usage, create on schema public to ${role};
    grant usage on schema wdh_queue to ${role};
    grant all on all tables in schema wdh_queue to ${role};
    grant all on all tables in schema public to ${role}; alter role ${role} connection limit 6`);
  const url = Object.assign(new URL(database.url), { username: role, password });
  const queue = await openQueue({ connectionUrl: url.href, migrate: false, supervise: true });
  const { executionId } = await queue.submitRun({ job: people, request: { input: '/data/a.csv' } });
  const worker = new Worker({ queue, jobs: [people], concurrency: 4 });
  const running = worker.run({ drain: new AbortController().signal });
  await expect(running).rejects.toMatchObject({ code: 'WORKER_CONNECTIONS', category: 'usage' });
  await expect(running).rejects.toThrow(/opens up to 12 connections.*--concurrency 1 fits/s);
  await queue.close();
  expect(await sql`select id::text as id, state::text as state from wdh_queue.job`).toEqual([
    { id: executionId, state: 'created' },
  ]);
  expect(await sql`select host from wdh_queue.instance where stopped_on is null`).toEqual([]);
  await sql.unsafe(`alter role ${role} connection limit -1`);
});
