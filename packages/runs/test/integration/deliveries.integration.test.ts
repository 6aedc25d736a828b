import { createRecordingLogger } from '@wdh/pipeline-core/testing';
import {
  type ConnectionLease,
  ConnectionPool,
  DedicatedConnection,
  parseConnectionUrl,
} from '@wdh/postgres';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  endExecution,
  type PlannedExecution,
  queueExecutions,
  recordSource,
  requeueExecution,
  type RowCounts,
  type RunDelivery,
  RunRecord,
} from '../../src/index.js';
import { useRecords } from '../support/use-records.js';

const records = useRecords();
const role = `wdh_holder_${Math.random().toString(36).slice(2)}`;
const logger = createRecordingLogger();
const delivery: RunDelivery = { confirm: () => Promise.resolve() };
const rows: RowCounts = {
  read: 1,
  inserted: 1,
  updated: 0,
  unchanged: 0,
  superseded: 0,
  deleted: 0,
  rejected: 0,
  filtered: 0,
  added: 0,
};
const planned: PlannedExecution = {
  executionId: 'run',
  pipelineName: 'strikes',
  pipelineVersion: '1',
  target: 'public.strikes',
  mode: 'append',
  isForced: false,
  origin: { jobName: 'strikes', trigger: 'queue' },
};
const end = (delivered: number) =>
  ({
    status: 'success',
    rows,
    durationMs: 1,
    attempts: 1,
    error: null,
    delivery: delivered,
  }) as const;

let on: DedicatedConnection;
let pool: ConnectionPool;

const poolOf = (url: string) =>
  new ConnectionPool({ address: parseConnectionUrl(url), size: 10, deadlineMs: 30_000, logger });

beforeAll(async () => {
  on = await DedicatedConnection.open(parseConnectionUrl(records.url), {
    applicationName: 'wdh test',
    deadlineMs: 30_000,
  });
  pool = poolOf(records.url);
  await records.sql.unsafe(`create role ${role} login password '${role}';
    grant select, insert, update on all tables in schema public to ${role}`);
});

afterAll(async () => {
  await on.close();
  await pool.close();
  await records.sql.unsafe(`drop owned by ${role}; drop role ${role}`);
});

beforeEach(async () => {
  await records.sql`truncate pipeline_executions cascade`;
  await queueExecutions(on, [planned]);
});

const start = (lease: ConnectionLease, run = planned, by: RunDelivery | undefined = delivery) =>
  RunRecord.start(lease, run, logger, by);
const isLost = { code: 'EXECUTION_LOST', category: 'locked', isRetryable: true };

test('a start that another one has followed can neither end the run, nor record its source, nor hold it', async () => {
  await pool.with(4, async (lease) => {
    const first = await start(lease);
    const second = await start(lease);
    expect([first.start.delivery, second.start.delivery]).toEqual([1, 2]);
    // Any connection, such as one that the second has not found: the row refuses the first.
    const source = { name: 'a.csv', sizeBytes: 1, sha256: 'abc' };
    await expect(recordSource(on, 'run', source, 1)).rejects.toMatchObject(isLost);
    await expect(endExecution(on, 'run', end(1))).rejects.toMatchObject(isLost);
    await expect(first.restore()).rejects.toMatchObject(isLost);
    expect(first.connection.isLost).toBe(true);
    await endExecution(on, 'run', end(2));
    // The lock of the run is free, and the run has ended.
    await second.connection.close();
    await expect(first.restore()).rejects.toMatchObject(isLost);
  });
  expect(await records.runs.getRun('run')).toMatchObject({ status: 'success', deliveries: 2 });
});

test('a delivery that is over neither ends the sessions of the current one nor starts the run', async () => {
  const over = { ...delivery, accept: () => Promise.reject(new Error('over')) };
  await pool.with(4, async (lease) => {
    const current = await start(lease);
    await expect(start(lease, planned, over)).rejects.toThrow('over');
    expect(await current.connection.query('select')).toHaveLength(1);
  });
  expect(await records.runs.getRun('run')).toMatchObject({ status: 'running', deliveries: 1 });
});

test('a delivery that ends in the transaction of the start leaves the run as it is', async () => {
  let calls = 0;
  const ends = {
    ...delivery,
    accept: () => (++calls === 2 ? Promise.reject(new Error('over')) : Promise.resolve()),
  };
  await pool.with(2, async (lease) => {
    await expect(start(lease, planned, ends)).rejects.toThrow('over');
  });
  expect(await records.runs.getRun('run')).toMatchObject({ status: 'queued', deliveries: 0 });
});

test('a session that the role may not end is named, and the run can be delivered later', async () => {
  const url = new URL(records.url);
  url.username = role;
  url.password = role;
  const weak = poolOf(url.href);
  await pool.with(2, async (lease) => {
    const holder = await start(lease);
    const refused = weak.with(2, (other) => start(other));
    await expect(refused).rejects.toMatchObject({
      code: 'RUN_HELD',
      category: 'locked',
      isRetryable: true,
      message: expect.stringContaining(`session ${holder.connection.backendPid}`) as unknown,
    });
    expect(await holder.connection.query('select')).toHaveLength(1);
  });
  await weak.with(2, async (lease) => {
    expect((await start(lease)).start.delivery).toBe(2);
  });
  await weak.close();
});

test('a run that was cancelled while it waited, or before it begins again, is not started', async () => {
  const cancelled = { code: 'CANCELLED', category: 'interrupted' };
  await records.runs.requestCancel('run');
  await pool.with(2, (lease) => expect(start(lease)).rejects.toMatchObject(cancelled));
  await records.sql`update pipeline_executions set status = 'abandoned'`;
  await pool.with(2, (lease) => expect(start(lease)).rejects.toMatchObject(cancelled));
  expect(await records.runs.getRun('run')).toMatchObject({
    status: 'cancelled',
    errorCode: 'CANCELLED',
    errorCategory: 'interrupted',
  });
});

test.each(['success', 'skipped', 'rehearsed'])(
  'a run that has ended as %s is not started',
  async (status) => {
    await records.sql`update pipeline_executions set status = ${status}, deliveries = 1`;
    await pool.with(2, (lease) =>
      expect(start(lease)).rejects.toMatchObject({ code: 'EXECUTION_ENDED', run: { status } }),
    );
    expect(await records.runs.getRun('run')).toMatchObject({ status, deliveries: 1 });
  },
);

test('a run with a key against overlaps begins again after the other run has ended', async () => {
  const run = { ...planned, executionId: 'again', overlapKey: 'strikes' };
  await queueExecutions(on, [run]);
  await records.sql`update pipeline_executions set status = 'failed', deliveries = 1
    where execution_id = 'again'`;
  await queueExecutions(on, [{ ...run, executionId: 'other' }]);
  await pool.with(2, (lease) =>
    expect(start(lease, run)).rejects.toMatchObject({ code: 'RUN_OVERLAPS', isRetryable: true }),
  );
  await records.runs.requestCancel('other');
  await pool.with(2, async (lease) => {
    expect((await start(lease, run)).start.delivery).toBe(2);
  });
});

test('runs with long ids that begin alike, or are not ASCII, keep their sessions', async () => {
  const ids = ['a', 'b'].map((last) => `運-${'x'.repeat(90)}-${last}`);
  const [one, other] = ids.map((executionId) => ({ ...planned, executionId }));
  if (one === undefined || other === undefined) throw new Error('There are two.');
  await queueExecutions(on, [one, other]);
  await pool.with(6, async (lease) => {
    const first = await start(lease, one);
    const neighbour = await start(lease, other);
    const second = await start(lease, one);
    expect(second.start.delivery).toBe(2);
    await expect(first.connection.query('select')).rejects.toMatchObject({
      category: 'connection',
    });
    expect(await neighbour.connection.query('select')).toHaveLength(1);
  });
});

test('a run that waits again can be started without a delivery, and continues its numbers', async () => {
  await pool.with(2, (lease) => start(lease));
  await expect.poll(() => requeueExecution(on, 'run')).toBe(true);
  await records.sql`insert into rejected_rows (execution_id, step_name, code, message)
    values ('run', 's', 'C', 'm')`;
  await pool.with(2, async (lease) => {
    const { start: started } = await RunRecord.start(lease, planned, logger);
    expect(started).toEqual({ delivery: 2, attemptsBefore: 1, eventsBefore: 0 });
  });
  expect(await records.sql`select from rejected_rows`).toHaveLength(0);
});
