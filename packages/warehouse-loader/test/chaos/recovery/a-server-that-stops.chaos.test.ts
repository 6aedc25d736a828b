import { setTimeout as sleep } from 'node:timers/promises';
import { OwnServer, withinDeadline } from '@wdh/fault-injection';
import { migrateUp } from '@wdh/migrations';
import { keepRow, Pipeline, rowStep } from '@wdh/pipeline-core';
import { auditMigrations } from '@wdh/runs';
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { WarehouseLoader } from '../../../src/index.js';
import { failureOf } from '../../warehouse/failure-of.js';
import { ledgerFaults } from '../../warehouse/ledger-faults.js';
import { everyWay } from '../../warehouse/load-modes.js';
import { memorySource } from '../../warehouse/memory-source.js';
import { type Reading, readingsOf } from '../../warehouse/use-readings.js';

let server: OwnServer;
let loader: WarehouseLoader;
const count = 3_000;
const pipeline = new Pipeline<Reading>('stopped').addStep(rowStep('same', (row) => keepRow(row)));

beforeAll(async () => {
  server = await OwnServer.start({ version: inject('serverVersion') });
  await migrateUp({ connectionUrl: server.url, folders: [auditMigrations] });
  loader = new WarehouseLoader({ connectionUrl: server.url, deadlineMs: 20_000 });
});

afterAll(async () => {
  await loader.close();
  await server[Symbol.asyncDispose]();
});

/** Runs a query over a connection opened after the stop. */
async function ask<Answer>(question: (sql: postgres.Sql) => Promise<Answer>): Promise<Answer> {
  const sql = postgres(server.url, { max: 1, onnotice: () => undefined });
  try {
    return await question(sql);
  } finally {
    await sql.end();
  }
}

beforeEach(() =>
  ask(async (sql) => {
    await sql`drop table if exists readings`;
    await sql`create table readings (id int primary key, note text not null)`;
    await sql`delete from pipeline_executions`;
  }),
);

/** A run during which the server stops as in a crash. */
function stopping(then: () => void = () => undefined) {
  let hasStopped = false;
  const source = memorySource(readingsOf(count), {
    batchSize: 500,
    beforeBatch: async (index) => {
      if (index !== 3 || hasStopped) return;
      hasStopped = true;
      await server.stop('immediate');
      then();
    },
  });
  return { bound: pipeline.bind(source), hasStopped: () => hasStopped };
}

async function expectLoadedOnce(way: (typeof everyWay)[number]): Promise<void> {
  let starting: Promise<void> = Promise.resolve();
  const { bound, hasStopped } = stopping(() => {
    starting = sleep(2_000).then(() => server.start());
  });
  const load = loader.loadPipeline(bound, {
    into: 'readings',
    ...way,
    retry: { maxAttempts: 100, backoffMs: 500, maxBackoffMs: 1_000 },
  });
  const report = await withinDeadline(load, 120_000, 'the load');
  await starting;
  expect(hasStopped()).toBe(true);
  expect(report).toMatchObject({ status: 'success', rows: { read: count, inserted: count } });
  expect(report.attempts).toBeGreaterThan(1);
  await ask(async (sql) => {
    const [rows] = await sql`select count(*)::int, sum(id)::int from readings`;
    expect(rows).toEqual({ count, sum: (count * (count + 1)) / 2 });
    const runs = await sql`select status, attempts from pipeline_executions`;
    expect(runs).toEqual([{ status: 'success', attempts: report.attempts }]);
    expect(await ledgerFaults(sql)).toEqual([]);
  });
}

test('P07 a server that stops immediately and restarts 2 s later, by append with retry: every row is loaded once', async () => {
  const [append] = everyWay;
  await expectLoadedOnce(append ?? { mode: 'append', onRefusal: 'fail', way: 'append' });
});

test.each(everyWay.slice(1).map((way) => [way.way, way] as const))(
  'P07 a server that stops immediately and restarts 2 s later, by %s with retry: every row is loaded once',
  { tags: ['full'] },
  async (_way, way) => {
    await expectLoadedOnce(way);
  },
);

test('P07 a server that stops immediately and does not restart: after the last attempt an error with host and port, and the next start cleans up', async () => {
  const { bound, hasStopped } = stopping();
  const error = await failureOf(
    loader.loadPipeline(bound, { into: 'readings', retry: { maxAttempts: 3, backoffMs: 20 } }),
  );
  expect(hasStopped()).toBe(true);
  expect(error).toMatchObject({
    code: 'DATABASE_UNREACHABLE',
    category: 'connection',
    isRetryable: true,
  });
  expect(error.message).toContain(`:${server.port}`);
  expect(error.message).not.toContain(new URL(server.url).password);
  await server.start();
  await ask(async (sql) => {
    expect(await sql`select from readings`).toHaveLength(0);
    expect(await sql`select status from pipeline_executions`).toEqual([{ status: 'running' }]);
  });
  const again = pipeline.bind(memorySource(readingsOf(count)));
  expect(await loader.loadPipeline(again, { into: 'readings' })).toMatchObject({
    status: 'success',
  });
  await ask(async (sql) => {
    const runs = await sql`select status from pipeline_executions order by started_at`;
    expect(runs).toEqual([{ status: 'abandoned' }, { status: 'success' }]);
    expect(await ledgerFaults(sql)).toEqual([]);
  });
});
