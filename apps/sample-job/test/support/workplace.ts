import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JobSummary } from '@wdh/cli';
import { createTestDatabase } from '@wdh/local-postgres/testing';
import postgres, { type Sql } from 'postgres';
import { runJob, startJob, type Outcome, type RunningJob } from './run-job.js';

/** An empty folder and a database to run the job in. */
export interface Workplace extends AsyncDisposable {
  readonly folder: string;
  readonly databaseUrl: string;
  readonly sql: Sql;
  /** Runs the job against the database and reads the summary that it wrote. */
  run(...args: string[]): Promise<Outcome & { readonly summary: JobSummary }>;
  start(...args: string[]): RunningJob;
  /** Removes all files of the folder and all rows of the database. */
  clear(): Promise<void>;
}

/**
 * Opens a workplace with a database as the job's migrations leave it.
 *
 * @param options.isEmpty Whether the database holds nothing: the job migrates it. Default false.
 */
export async function openWorkplace(
  serverUrl: string,
  options: { readonly isEmpty?: boolean } = {},
): Promise<Workplace> {
  const folder = await mkdtemp(join(tmpdir(), 'wdh-sample-job-'));
  const database = await createTestDatabase(serverUrl);
  const connection = { application_name: 'wdh-tests' };
  const sql = postgres(database.url, { max: 2, onnotice: () => undefined, connection });
  if (options.isEmpty === true)
    await sql.unsafe('drop schema public cascade; create schema public');
  const surroundings = { cwd: folder, env: { DATABASE_URL: database.url } };
  return {
    folder,
    databaseUrl: database.url,
    sql,
    run: async (...args) => {
      const outcome = await runJob([...args, '--summary-file', 'summary.json'], surroundings);
      const text = await readFile(join(folder, 'summary.json'), 'utf8');
      return { ...outcome, summary: JSON.parse(text) as JobSummary };
    },
    start: (...args) => startJob(args, surroundings),
    clear: async () => {
      for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true });
      await emptyTables(sql);
    },
    [Symbol.asyncDispose]: async () => {
      await sql.end();
      await database.drop();
      await rm(folder, { recursive: true });
    },
  };
}

/** Empties all tables but the record of the migrations. */
async function emptyTables(sql: Sql): Promise<void> {
  const [tables] = await sql<{ names: string | null }[]>`
    select string_agg(format('%I.%I', schemaname, relname), ', ') as names
    from pg_stat_user_tables where schemaname = 'public' and relname <> 'schema_migrations'`;
  if (typeof tables?.names === 'string') await sql.unsafe(`truncate ${tables.names}`);
}
