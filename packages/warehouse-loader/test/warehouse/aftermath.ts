import { untilTrue } from '@wdh/fault-injection';
import type { Warehouse } from './use-warehouse.js';

/** What runs left in a database, to be compared in one go. */
export interface Aftermath {
  /** Rows of the target. */
  readonly rows: number;
  /** Runs in the order of their start, such as `failed UNIQUE_VIOLATED`. */
  readonly runs: readonly string[];
  readonly rejected: number;
  readonly metrics: number;
  /** Sessions of loaders that the server still has after a while. */
  readonly sessions: readonly string[];
}

/** What a failed run is to leave: its record, and nothing else. */
export const nothingBut = (...runs: readonly string[]): Aftermath => ({
  rows: 0,
  runs,
  rejected: 0,
  metrics: 0,
  sessions: [],
});

/** Looks at what runs left, once their sessions had the time to end. */
export async function aftermathOf(warehouse: Warehouse, table: string): Promise<Aftermath> {
  const { sql } = warehouse;
  const areGone = async () => (await warehouse.sessions()).length === 0;
  await untilTrue(areGone, 30_000, 'the end of all sessions').catch(() => undefined);
  const sessions = await warehouse.sessions();
  const [counts] = await sql<{ rows: number; rejected: number; metrics: number }[]>`
    select (select count(*)::int from ${sql(table)}) as rows,
      (select count(*)::int from rejected_rows) as rejected,
      (select count(*)::int from data_quality_metrics) as metrics`;
  const runs = await sql<{ run: string }[]>`
    select concat_ws(' ', status, error_code) as run from pipeline_executions
    order by started_at, execution_id`;
  const { rows = -1, rejected = -1, metrics = -1 } = counts ?? {};
  return { rows, runs: runs.map(({ run }) => run), rejected, metrics, sessions };
}
