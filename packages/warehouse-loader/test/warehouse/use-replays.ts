import { beforeEach, expect } from 'vitest';
import type { LoadMode } from '../../src/index.js';
import { ledgerFaults } from './ledger-faults.js';
import { memorySource } from './memory-source.js';
import { replayPipeline } from './replay-pipeline.js';
import { replayRun } from './replay-run.js';
import type { Warehouse } from './use-warehouse.js';

/** The table of the replays, and a run whose even ids are rejected. */
export interface Replays {
  /** Starts again with an empty table, as each test does. */
  clear(): Promise<void>;
  /** Loads ids from 1, of which the even ones are rejected; returns the id of the run. */
  load(count: number, mode: LoadMode): Promise<string>;
  /** Replays a run by a version of the job. */
  replay(run: string, version: number, mode: LoadMode): ReturnType<typeof replayRun>;
  /**
   * Asserts that each row is stored once, that a rejected row is resolved exactly if its row is stored,
   * and that it is stored once. Returns the number of open ones.
   */
  expectAccounted(count: number): Promise<number>;
}

/** Creates {@link Replays}, with an empty table before each test. */
export function useReplays(warehouse: Warehouse): Replays {
  const clear = async (): Promise<void> => {
    const { sql } = warehouse;
    await sql`truncate pipeline_executions cascade`;
    await sql`drop table if exists replayed`;
    await sql`create table replayed (id int)`;
    // Not unique where rows are appended, so that a row that is loaded twice is found.
  };
  beforeEach(clear);
  return {
    clear,
    load: async (count, mode) => {
      const { loader, sql } = warehouse;
      if (mode === 'upsert' || mode === 'insert_new')
        await sql`create unique index on replayed (id)`;
      const cells = Array.from({ length: count }, (_, index) => ({ Id: String(index + 1) }));
      const { executionId, rows } = await loader.loadPipeline(
        replayPipeline(1).bind(memorySource(cells)),
        { into: 'replayed', mode, upsertKeys: ['id'] },
      );
      expect(rows.rejected).toBe(Math.floor(count / 2));
      return executionId;
    },
    replay: (run, version, mode) =>
      replayRun(warehouse, replayPipeline(version), run, {
        into: 'replayed',
        mode,
        upsertKeys: ['id'],
      }),
    expectAccounted: async (count) => {
      const { sql } = warehouse;
      const [found] = await sql<Record<string, number>[]>`
        select (select count(*) - count(distinct id) from replayed)::int as twice,
          count(*) filter (where resolved_at is not null and stored is null)::int as "withoutRow",
          count(*) filter (where resolved_at is null and stored is not null)::int as "openWithRow",
          count(*)::int - count(distinct row_number)::int as "rejectedTwice",
          count(*) filter (where resolved_at is null)::int as open,
          (select count(*) from replayed)::int as rows
        from rejected_rows left join (select distinct id as stored from replayed) s
          on stored = row_number`;
      const { open = -1, rows = -1, ...faults } = found ?? {};
      expect(faults).toEqual({ twice: 0, withoutRow: 0, openWithRow: 0, rejectedTwice: 0 });
      expect(await ledgerFaults(sql)).toEqual([]);
      expect(rows + open).toBe(count);
      return open;
    },
  };
}
