import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase } from '@wdh/local-postgres/testing';
import postgres, { type Sql } from 'postgres';
import type { JobSummary } from '../../src/cli/job-summary.js';
import { runJob, startJob, type Outcome, type RunningJob } from './run-job.js';

/** An empty folder and an empty database to run the job in. */
export interface Workplace extends AsyncDisposable {
  readonly folder: string;
  readonly databaseUrl: string;
  readonly sql: Sql;
  /** Runs the job against the database and reads the summary that it wrote. */
  run(...args: string[]): Promise<Outcome & { readonly summary: JobSummary }>;
  start(...args: string[]): RunningJob;
}

export async function openWorkplace(serverUrl: string): Promise<Workplace> {
  const folder = await mkdtemp(join(tmpdir(), 'wdh-sample-job-'));
  const database = await createTestDatabase(serverUrl);
  const connection = { application_name: 'wdh-tests' };
  const sql = postgres(database.url, { max: 2, onnotice: () => undefined, connection });
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
    [Symbol.asyncDispose]: async () => {
      await sql.end();
      await database.drop();
      await rm(folder, { recursive: true });
    },
  };
}
