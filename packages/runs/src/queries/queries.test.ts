import { beforeEach, describe, expect, it } from 'vitest';
import { createMemoryDatabase, type MemoryDatabase } from '../../test/support/memory-database.js';
import { plainRun } from '../../test/support/plain-run.js';
import { openRuns, type Runs } from '../open-runs.js';
import { dataQualityMetrics, pipelineExecutions, runEvents, runSteps } from '../schema.js';
import { runStatement } from '../statements/run-statement.js';
import type { RunEventsOptions } from './events/events-of.js';

let database: MemoryDatabase;
let runs: Runs;
const at = (second: number): Date => new Date(Date.UTC(2026, 1, 3, 4, 5, second));

beforeEach(() => {
  database = createMemoryDatabase();
  runs = openRuns({ on: database });
});
/** One by one: pg-mem uses a default of the first row for all rows. */
async function insertRuns(...rows: ReturnType<typeof plainRun>[]): Promise<void> {
  for (const row of rows) {
    await runStatement(database, (on) => on.insert(pipelineExecutions).values(row));
  }
}

describe('getRun', () => {
  it('returns null for an id that no run has', async () => {
    expect(await runs.getRun('none')).toBeNull();
  });

  it('returns ledger, error, request, warnings and children of a run', async () => {
    await insertRuns(
      plainRun('parent', {
        status: 'failed',
        jobName: 'load_strikes',
        trigger: 'console',
        errorCode: 'VALUE_INVALID',
        errorMessage: 'Loading failed.',
        attempts: 2,
        rowsInput: 10,
        rowsOutput: 6,
        rowsInserted: 6,
        rowsFailed: 3,
        rowsFiltered: 1,
        durationMs: 1234,
      }),
      plainRun('earlier', { parentExecutionId: 'parent', startedAt: at(1), trigger: 'rerun' }),
      plainRun('later', { parentExecutionId: 'parent', startedAt: at(2), status: 'running' }),
      plainRun('other'),
    );
    await runStatement(database, (on) =>
      on.insert(runSteps).values([
        { ...step, executionId: 'parent', attempt: 1, warnings: 50 },
        { ...step, executionId: 'parent', attempt: 2, warnings: 3 },
        { ...step, executionId: 'parent', attempt: 2, ordinal: 2, warnings: 4 },
      ]),
    );
    expect(await runs.getRun('parent')).toMatchObject({
      executionId: 'parent',
      jobName: 'load_strikes',
      status: 'failed',
      trigger: 'console',
      errorCode: 'VALUE_INVALID',
      durationMs: 1234,
      warnings: 7,
      request: null,
      rows: { read: 10, loaded: 6, inserted: 6, rejected: 3, filtered: 1, deleted: 0, added: 0 },
      children: [
        { executionId: 'later', status: 'running', trigger: null, startedAt: at(2) },
        { executionId: 'earlier', status: 'success', trigger: 'rerun', startedAt: at(1) },
      ],
    });
  });

  it('has no ledger before the run ends', async () => {
    await insertRuns(plainRun('run-1', { status: 'running' }));
    expect(await runs.getRun('run-1')).toMatchObject({
      rows: null,
      completedAt: null,
      warnings: 0,
    });
  });

  it('refuses a text that cannot be stored', async () => {
    await expect(runs.getRun('a\0')).rejects.toMatchObject({ code: 'RUN_QUERY_INVALID' });
  });
});

const step = {
  ordinal: 1,
  stepName: 'source',
  kind: 'source',
  startedAt: at(0),
  rowsIn: 10,
  rowsOut: 9,
  rowsRejected: 1,
  rowsFiltered: 0,
  warnings: 0,
  rowsFound: null,
};

describe('stepsOf', () => {
  it('returns the steps of each attempt in their order', async () => {
    await insertRuns(plainRun('run-1'), plainRun('run-2'));
    await runStatement(database, (on) =>
      on.insert(runSteps).values([
        { ...step, executionId: 'run-1', attempt: 2 },
        { ...step, executionId: 'run-1', attempt: 1, ordinal: 2, stepName: 'load', endedAt: at(9) },
        { ...step, executionId: 'run-1', attempt: 1 },
        { ...step, executionId: 'run-2', attempt: 1 },
      ]),
    );
    const first = { ...step, spend: null };
    expect(await runs.stepsOf('run-1')).toEqual([
      { ...first, attempt: 1, endedAt: null },
      { ...first, attempt: 1, ordinal: 2, stepName: 'load', endedAt: at(9) },
      { ...first, attempt: 2, endedAt: null },
    ]);
  });
});

describe('eventsOf', () => {
  const event = (sequence: number, level = 'info', stepName: string | null = null) => ({
    executionId: 'run-1',
    sequence,
    occurredAt: at(sequence),
    level,
    event: sequence % 2 === 0 ? 'step.finished' : 'step.started',
    stepName,
  });

  beforeEach(async () => {
    await insertRuns(plainRun('run-1'));
    const events = [event(1), event(2, 'warn', 'types'), event(3, 'error'), event(5), event(6)];
    await runStatement(database, (on) => on.insert(runEvents).values(events));
  });
  const sequences = async (options: RunEventsOptions) => {
    const page = await runs.eventsOf('run-1', options);
    return { ...page, items: page.items.map(({ sequence }) => sequence) };
  };

  it('continues after the last event of a page', async () => {
    expect(await sequences({ limit: 2 })).toEqual({ items: [1, 2], after: 2, hasMore: true });
    expect(await sequences({ limit: 2, after: 2 })).toEqual({
      items: [3, 5],
      after: 5,
      hasMore: true,
    });
    expect(await sequences({ limit: 2, after: 5 })).toEqual({
      items: [6],
      after: 6,
      hasMore: false,
    });
    expect(await sequences({ limit: 2, after: 6 })).toEqual({
      items: [],
      after: 6,
      hasMore: false,
    });
  });

  it('filters by level, step and text', async () => {
    expect(await sequences({ levels: ['warn', 'error'] })).toMatchObject({ items: [2, 3] });
    expect(await sequences({ step: 'types' })).toMatchObject({ items: [2] });
    expect(await sequences({ text: 'FINISHED' })).toEqual({
      items: [2, 6],
      after: 6,
      hasMore: false,
    });
  });

  it('reads 5,000 events for a page', async () => {
    await runStatement(database, (on) => on.insert(runEvents).values(event(20_001, 'error')));
    expect(await sequences({ levels: ['error'] })).toEqual({
      items: [3],
      after: 5000,
      hasMore: true,
    });
    expect(await sequences({ levels: ['error'], after: 15_000 })).toMatchObject({
      items: [],
      hasMore: true,
    });
    expect(await sequences({ levels: ['error'], after: 20_000 })).toEqual({
      items: [20_001],
      after: 20_001,
      hasMore: false,
    });
  });

  it.each([{ after: -1 }, { after: 0.5 }, { after: Number.NaN }, { limit: 0 }, { limit: 1001 }])(
    'refuses %j',
    async (options) => {
      await expect(runs.eventsOf('run-1', options)).rejects.toMatchObject({
        code: 'RUN_QUERY_INVALID',
      });
    },
  );
});

describe('metricsOf', () => {
  const figure = (
    executionId: string,
    metricName: string,
    metricValue: string | null,
    columnName: string | null = null,
  ) => ({ executionId, domain: 'strikes', metricName, metricValue, columnName });

  beforeEach(async () => {
    const jobName = 'load_strikes';
    await insertRuns(
      plainRun('run-1', { jobName, startedAt: at(1) }),
      plainRun('run-2', { jobName, startedAt: at(2) }),
      plainRun('run-3', { jobName, startedAt: at(3) }),
      plainRun('run-4', { jobName: 'another', startedAt: at(4) }),
    );
    await runStatement(database, (on) =>
      on
        .insert(dataQualityMetrics)
        .values([
          ...['run-1', 'run-2', 'run-3', 'run-4'].map((id, index) =>
            figure(id, 'null_share', String(index / 8), 'day'),
          ),
          figure('run-3', 'rows_read', '12'),
          { ...figure('run-3', 'max', null, 'day'), metricText: '2026-02-03' },
        ]),
    );
  });

  it('returns all figures of a run, numbers and texts', async () => {
    const found = await runs.metricsOf({ run: 'run-3' });
    expect(new Set(found.map(({ column, metric, value }) => [column, metric, value]))).toEqual(
      new Set([
        ['day', 'null_share', 0.25],
        ['day', 'max', '2026-02-03'],
        [null, 'rows_read', 12],
      ]),
    );
  });
});
