import { hostname } from 'node:os';
import { describe, expect, it } from 'vitest';
import { createMemoryDatabase } from '../../test/support/memory-database.js';
import type { Execution } from '../executions/execution.js';
import type { RowCounts } from '../metrics/row-counts.js';
import { startExecution } from '../starts/start-execution.js';
import { endExecution } from './end-execution.js';
import { recordSource } from './record-source.js';

const execution: Execution = {
  executionId: 'run-1',
  pipelineName: 'strikes',
  pipelineVersion: '3',
  source: { name: 'strikes.csv', sizeBytes: 12, sha256: 'abc' },
  target: 'public.strikes',
  mode: 'upsert',
  isForced: false,
};

const rows: RowCounts = {
  read: 28,
  inserted: 1,
  updated: 2,
  unchanged: 3,
  superseded: 4,
  deleted: 0,
  rejected: 5,
  filtered: 14,
  added: 1,
};

describe('startExecution', () => {
  it('writes the running row with all known fields', async () => {
    const database = createMemoryDatabase();
    await startExecution(database, execution);
    expect(database.memory.public.many('select * from pipeline_executions')).toMatchObject([
      { input_file_path: null, host: hostname(), process_id: process.pid, request: null },
    ]);
    await recordSource(database, 'run-1', execution.source);
    expect(database.memory.public.many('select * from pipeline_executions')).toMatchObject([
      {
        execution_id: 'run-1',
        pipeline_name: 'strikes',
        pipeline_version: '3',
        status: 'running',
        input_file_path: 'strikes.csv',
        input_size_bytes: 12,
        input_sha256: 'abc',
        target: 'public.strikes',
        load_mode: 'upsert',
        is_forced: false,
        attempts: 1,
        completed_at: null,
      },
    ]);
  });

  it('refuses an id whose run is alive elsewhere', async () => {
    const database = createMemoryDatabase(true);
    await expect(startExecution(database, execution)).rejects.toMatchObject({
      code: 'EXECUTION_EXISTS',
    });
    expect(database.memory.public.many('select * from pipeline_executions')).toEqual([]);
  });
});

describe('endExecution', () => {
  it('writes status, counts and error of the run', async () => {
    const database = createMemoryDatabase();
    await startExecution(database, execution);
    const error = { code: 'UNIQUE_VIOLATED', message: 'a message' };
    await endExecution(database, 'run-1', {
      status: 'failed',
      rows,
      durationMs: 12.6,
      attempts: 3,
      error,
    });
    expect(database.memory.public.many('select * from pipeline_executions')).toMatchObject([
      {
        status: 'failed',
        duration_ms: 13,
        attempts: 3,
        rows_input: 28,
        rows_output: 6,
        rows_failed: 5,
        rows_inserted: 1,
        rows_updated: 2,
        rows_unchanged: 3,
        rows_superseded: 4,
        rows_filtered: 14,
        rows_added: 1,
        error_code: 'UNIQUE_VIOLATED',
        error_message: 'a message',
      },
    ]);
  });

  it('ends a run once only', async () => {
    const database = createMemoryDatabase();
    await startExecution(database, execution);
    const end = { status: 'success', rows, durationMs: 1, attempts: 1, error: null } as const;
    await endExecution(database, 'run-1', end);
    await expect(endExecution(database, 'run-1', end)).rejects.toMatchObject({
      code: 'EXECUTION_LOST',
      category: 'locked',
    });
  });
});
