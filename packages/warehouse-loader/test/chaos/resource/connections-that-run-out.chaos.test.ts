import { setTimeout as sleep } from 'node:timers/promises';
import { BackendControl, exhaustConnections, OwnServer, untilTrue } from '@wdh/fault-injection';
import { migrateUp } from '@wdh/migrations';
import { Pipeline } from '@wdh/pipeline-core';
import { createRecordingLogger } from '@wdh/pipeline-core/testing';
import { auditMigrations } from '@wdh/runs';
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { WarehouseLoader } from '../../../src/index.js';
import { failureOf } from '../../warehouse/failure-of.js';
import { memorySource } from '../../warehouse/memory-source.js';

let server: OwnServer;
let sql: postgres.Sql;
const rows = Array.from({ length: 100 }, (_, id) => ({ id }));
const bound = (beforeBatch: () => Promise<void> | void = () => undefined, from = 0) =>
  new Pipeline<{ id: number }>('crowd').bind(
    memorySource(
      rows.map(({ id }) => ({ id: from + id })),
      { beforeBatch },
    ),
  );

beforeAll(async () => {
  const settings = { max_connections: '20' };
  server = await OwnServer.start({ version: inject('serverVersion'), settings });
  await migrateUp({ connectionUrl: server.url, folders: [auditMigrations] });
  sql = postgres(server.url, { max: 1, onnotice: () => undefined });
});

afterAll(async () => {
  await sql.end();
  await server[Symbol.asyncDispose]();
});

beforeEach(async () => {
  await sql`drop table if exists crowded`;
  await sql`create table crowded (id int primary key)`;
  await sql`delete from pipeline_executions`;
});

test('R01 a server whose connections are all taken: attempts with pauses, and then an error that reports it', async () => {
  const logger = createRecordingLogger();
  const loader = new WarehouseLoader({ connectionUrl: server.url, logger });
  await using taken = await exhaustConnections(server.url);
  expect(taken.count).toBeGreaterThan(5);
  const started = performance.now();
  const load = loader.loadPipeline(bound(), {
    into: 'crowded',
    retry: { maxAttempts: 4, backoffMs: 50, jitter: false },
  });
  const error = await failureOf(load);
  expect(error).toMatchObject({
    code: 'TOO_MANY_CONNECTIONS',
    category: 'connection',
    isRetryable: true,
  });
  expect(performance.now() - started).toBeGreaterThan(50 + 100 + 200 - 3);
  expect(logger.eventNames.filter((name) => name === 'retry.attempt.failed')).toHaveLength(4);
  expect(await sql`select from pipeline_executions`).toHaveLength(0);
  await loader.close();
});

test('R01 a server whose connections are all taken for a while: a later attempt loads every row once', async () => {
  const logger = createRecordingLogger();
  const loader = new WarehouseLoader({ connectionUrl: server.url, logger });
  await using taken = await exhaustConnections(server.url);
  const load = loader.loadPipeline(bound(), {
    into: 'crowded',
    retry: { maxAttempts: 900, backoffMs: 20, maxBackoffMs: 50 },
  });
  load.catch(() => undefined);
  await untilTrue(
    () => logger.eventNames.includes('retry.attempt.failed'),
    60_000,
    'an attempt that failed',
  );
  await taken.release(taken.count);
  expect(await load).toMatchObject({ status: 'success', rows: { inserted: 100 } });
  expect(await sql`select count(*)::int from crowded`).toEqual([{ count: 100 }]);
  await loader.close();
});

test('R01 a server that has one connection left of the two that a load takes: it fails, and is recorded as failed', async () => {
  const loader = new WarehouseLoader({ connectionUrl: server.url });
  await using taken = await exhaustConnections(server.url);
  await taken.release(1);
  const error = await failureOf(loader.loadPipeline(bound(), { into: 'crowded' }));
  expect(error.code).toBe('TOO_MANY_CONNECTIONS');
  expect(await sql`select status, error_code from pipeline_executions`).toEqual([
    { status: 'failed', error_code: 'TOO_MANY_CONNECTIONS' },
  ]);
  await loader.close();
});

test('R01 forty loads at the same time in a pool of six: never more than six connections, and all are loaded', async () => {
  await using control = await BackendControl.connect(server.url);
  const loader = new WarehouseLoader({ connectionUrl: server.url, poolSize: 6 });
  let waiting = 0;
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  // The first ones wait for each other, so that the maximum of the pool is observed.
  const wait = async (): Promise<void> => {
    waiting += 1;
    await released;
  };
  const loads = Array.from({ length: 40 }, (_, run) =>
    loader.loadPipeline(bound(wait, run * 100), { into: 'crowded' }),
  );
  await untilTrue(() => waiting === 3, 60_000, 'three loads at once');
  // A fourth would have come in that time.
  await sleep(500);
  expect(waiting).toBe(3);
  expect(await control.list({ applicationName: 'wdh' })).toHaveLength(6);
  release();
  const reports = await Promise.all(loads);
  expect(reports.every(({ status }) => status === 'success')).toBe(true);
  expect(await sql`select count(*)::int from crowded`).toEqual([{ count: 4_000 }]);
  await loader.close();
  await control.untilNone({ applicationName: 'wdh' });
});
