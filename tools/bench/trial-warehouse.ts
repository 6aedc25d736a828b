import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { csvSource } from '@wdh/file-connector';
import { createTestDatabase, startTestServer } from '@wdh/local-postgres/testing';
import { migrateUp } from '@wdh/migrations';
import { Pipeline, validateRows } from '@wdh/pipeline-core';
import { auditMigrations } from '@wdh/runs';
import { WarehouseLoader } from '@wdh/warehouse-loader';
import { integer, numeric, pgTable, text } from 'drizzle-orm/pg-core';
import postgres from 'postgres';
import * as v from 'valibot';

const readings = pgTable('readings', {
  id: integer().primaryKey(),
  name: text().notNull(),
  amount: numeric().notNull(),
});

const Reading = v.object({
  id: v.pipe(v.string(), v.digits(), v.transform(Number)),
  name: v.pipe(v.string(), v.minLength(1)),
  amount: v.pipe(v.string(), v.decimal()),
});

/** A warehouse on a real server, and files to load into it. */
export interface TrialWarehouse {
  /** Of its database. */
  readonly url: string;
  /** Writes a file with the given number of rows, of which one in a hundred is bad. */
  writeFile(rowCount: number): string;
  /** Reads and validates a file, loads nothing, and counts the good rows. */
  read(path: string): Promise<number>;
  /**
   * Replaces the content of the table with that of a file; `threshold` is the allowed share of bad
   * rows.
   */
  load(path: string, threshold?: number): Promise<void>;
  /** Returns the number of sessions on the database, without the current one. */
  connections(): Promise<number>;
  close(): Promise<void>;
}

/** Starts a server from npm, or uses the one at `serverUrl`. */
export async function openTrialWarehouse(serverUrl?: string): Promise<TrialWarehouse> {
  const server = await startTestServer({ serverUrl });
  const { url: connectionUrl } = await createTestDatabase(server.url);
  const folder = mkdtempSync(join(tmpdir(), 'wdh-trial-warehouse-'));
  const sql = postgres(connectionUrl, { max: 1 });
  await sql`create table readings (id int primary key, name text not null, amount numeric not null)`;
  await migrateUp({ connectionUrl, folders: [auditMigrations] });
  const loader = new WarehouseLoader({ connectionUrl });

  const bind = (path: string, errorThreshold: number) =>
    new Pipeline<Record<'id' | 'name' | 'amount', string>>('readings', {
      stopOnError: false,
      errorThreshold,
    })
      .addStep(validateRows(Reading))
      .bind(csvSource(path, { columns: ['id', 'name', 'amount'] }));

  return {
    url: connectionUrl,
    writeFile: (rowCount) => {
      const path = join(folder, `${rowCount}.csv`);
      const rows = Array.from(
        { length: rowCount },
        (_, id) => `${id},name ${id},${id % 100 === 0 ? 'none' : id / 8}`,
      );
      writeFileSync(path, ['id,name,amount', ...rows, ''].join('\n'));
      return path;
    },
    read: async (path) => {
      let count = 0;
      for await (const { rows } of bind(path, 0.5).stream()) count += rows.length;
      return count;
    },
    load: async (path, threshold = 0.5) => {
      const how = { into: readings, mode: 'replace', force: true } as const;
      await loader.loadPipeline(bind(path, threshold), how);
    },
    connections: async () => {
      const [row] = await sql<{ count: number }[]>`
        select count(*)::int as count from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`;
      return row?.count ?? NaN;
    },
    close: async () => {
      await loader.close();
      await sql.end();
      await server.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
