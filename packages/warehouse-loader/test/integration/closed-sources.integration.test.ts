import { Pipeline, type RowSource, rowSource } from '@wdh/pipeline-core';
import { expect, test } from 'vitest';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();

/** A source of its own content that records what a loader calls. */
function recordedSource(calls: string[], id: unknown): RowSource<{ id: unknown }> {
  const rows = rowSource('recorded', () => [{ id }]);
  return {
    identify: () => {
      calls.push('identify');
      return Promise.resolve({ name: 'recorded', sizeBytes: 8, sha256: 'b'.repeat(64) });
    },
    read: (signal) => {
      calls.push('read');
      return rows.read(signal);
    },
    close: () => {
      calls.push('close');
      return Promise.resolve();
    },
  };
}

test('a load closes its source once, however it ends', async () => {
  const { sql, loader } = warehouse;
  await sql`create table closed_sources (id int)`;
  const pipeline = new Pipeline<{ id: unknown }>('closed');
  const into = 'closed_sources';
  const failed: string[] = [];
  const failing = loader.loadPipeline(pipeline.bind(recordedSource(failed, 'no number')), { into });
  await expect(failing).rejects.toThrow('closed_sources');
  expect(failed).toEqual(['identify', 'read', 'close']);
  for (const [status, expected] of [
    ['success', ['identify', 'read', 'close']],
    ['skipped', ['identify', 'close']],
  ] as const) {
    const calls: string[] = [];
    const bound = pipeline.bind(() => recordedSource(calls, 1));
    expect(await loader.loadPipeline(bound, { into })).toMatchObject({ status });
    expect(calls).toEqual(expected);
  }
});

test('a source that fails to close does not change the outcome of the load', async () => {
  const { sql, loader } = warehouse;
  await sql`create table closed_badly (id int)`;
  const source = { ...rowSource('two', () => [{ id: 1 }, { id: 2 }]) };
  const close = (): Promise<void> => Promise.reject(new TypeError('is open already'));
  const bound = new Pipeline<{ id: number }>('badly').bind({ ...source, close });
  const report = await loader.loadPipeline(bound, { into: 'closed_badly' });
  expect(report).toMatchObject({ status: 'success', rows: { inserted: 2 } });
});
