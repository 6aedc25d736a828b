import { budgetMigrations, openBudget } from '@wdh/budget';
import { defineJob, defineProject, rows } from '@wdh/job';
import { migrateUp } from '@wdh/migrations';
import { parseConnectionUrl, StatementPool } from '@wdh/postgres';
import { auditMigrations, openRuns } from '@wdh/runs';
import postgres from 'postgres';
import { consoleMigrations, createConsole, serveConsole } from '../src/index.js';
import { fillRecords } from '../test/support/many-runs/fill-records.js';

/** A console over a database with 100,000 runs, which listens. */
export interface BenchConsole extends AsyncDisposable {
  readonly origin: string;
  /** Its database. */
  readonly connectionUrl: string;
  /** Headers of a request of a viewer. */
  readonly headers: Readonly<Record<string, string>>;
}

const token = 'bench'.repeat(8);

/** Declares the jobs of the recorded runs. */
function project() {
  const names = Array.from({ length: 20 }, (_, index) => `job_${index}`);
  const jobs = names.map((name) =>
    defineJob({
      name,
      source: rows('nothing', () => []),
      steps: (each) => each,
      into: `public.table_${name}`,
    }),
  );
  return defineProject({ jobs });
}

/** Fills a database with records, and serves a console over it. */
export async function openBenchConsole(connectionUrl: string): Promise<BenchConsole> {
  await migrateUp({
    connectionUrl,
    folders: [auditMigrations, consoleMigrations, budgetMigrations],
  });
  const sql = postgres(connectionUrl, { max: 1, onnotice: () => undefined });
  await fillRecords(sql);
  await sql.end();
  const database = new StatementPool({
    ...{ address: parseConnectionUrl(connectionUrl), applicationName: 'wdh console', size: 2 },
    ...{ deadlineMs: 30_000, statementTimeoutMs: 5_000 },
  });
  const runs = openRuns({ connectionUrl });
  const budgets = openBudget({ connectionUrl });
  const auth = { tokens: [{ name: 'bench', token, roles: ['viewer', 'data'] as const }] };
  const opened = await createConsole({ runs, database, budgets, project: project(), auth });
  const server = await serveConsole(opened, { port: 0 });
  return {
    origin: server.origin,
    connectionUrl,
    headers: { authorization: `Bearer ${token}` },
    [Symbol.asyncDispose]: async () => {
      await server.close();
      await opened.close();
      await runs.close();
      await budgets.close();
      await database.close();
    },
  };
}
