import type { Sql } from 'postgres';
import { partsOfRun } from './effects-job.js';

/** What runs of the job `effects` left in the database, to be compared at once. */
export interface Aftermath {
  /** Rows of the target, and how many of them are different. */
  readonly rows: number;
  readonly distinctRows: number;
  /** Rows that the successful runs say that they inserted. */
  readonly countedRows: number;
  /** Number of runs by status, such as `success 100`. */
  readonly runs: readonly string[];
  /** Jobs of the queue by queue and state, such as `run/effects completed 100`. */
  readonly jobs: readonly string[];
  /** Runs whose ledger does not balance. */
  readonly unbalanced: number;
}

/** What a number of runs is to leave, whatever died meanwhile: each effect once. */
export const eachOnce = (runs: number): Aftermath => ({
  rows: runs * partsOfRun,
  distinctRows: runs * partsOfRun,
  countedRows: runs * partsOfRun,
  runs: [`success ${runs}`],
  jobs: [`run/effects completed ${runs}`],
  unbalanced: 0,
});

/** Looks at what runs left. */
export async function aftermathOf(sql: Sql): Promise<Aftermath> {
  const [counts] = await sql<Omit<Aftermath, 'runs' | 'jobs'>[]>`
    select (select count(*)::int from effects) as rows,
      (select count(distinct (run, part))::int from effects) as "distinctRows",
      (select coalesce(sum(rows_inserted), 0)::int from pipeline_executions
        where status = 'success') as "countedRows",
      (select count(*)::int from pipeline_executions
        where status = 'success' and rows_input + rows_added is distinct from rows_inserted
          + rows_updated + rows_unchanged + rows_superseded + rows_failed + rows_filtered)
        as unbalanced`;
  if (counts === undefined) throw new TypeError('A query without FROM returns a row.');
  const runs = await sql<{ line: string }[]>`
    select concat_ws(' ', status, count(*)) as line from pipeline_executions
    group by status order by status`;
  const jobs = await sql<{ line: string }[]>`
    select concat_ws(' ', name, state, count(*)) as line from wdh_queue.job
    where name = 'dead' or starts_with(name, 'run/') group by name, state order by name, state`;
  const lineOf = ({ line }: { readonly line: string }): string => line;
  return { ...counts, runs: runs.map(lineOf), jobs: jobs.map(lineOf) };
}
