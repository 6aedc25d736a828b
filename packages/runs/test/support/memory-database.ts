import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Queryable, Rows } from '@wdh/postgres';
import { DataType, type IMemoryDb, newDb } from 'pg-mem';
import { auditMigrations } from '../../src/index.js';

/** An in-memory imitation of PostgreSQL for plain statements, with the audit tables. */
export interface MemoryDatabase extends Queryable {
  readonly memory: IMemoryDb;
}

/** Creates a {@link MemoryDatabase}. Advisory locks are granted unless `isLocked`. */
export function createMemoryDatabase(isLocked = false): MemoryDatabase {
  const memory = newDb();
  const { public: schema } = memory;
  schema.registerFunction({
    name: 'clock_timestamp',
    returns: DataType.timestamptz,
    implementation: () => new Date(),
    impure: true,
  });
  schema.registerFunction({
    name: 'hashtextextended',
    args: [DataType.text, DataType.integer],
    returns: DataType.bigint,
    implementation: () => 1,
  });
  schema.registerFunction({
    name: 'pg_try_advisory_lock',
    args: [DataType.bigint],
    returns: DataType.bool,
    implementation: () => !isLocked,
  });
  const files = readdirSync(auditMigrations.path).filter((file) => /(?<!\.down)\.sql$/.test(file));
  for (const file of files.sort()) {
    const migration = readFileSync(join(auditMigrations.path, file), 'utf8')
      // It does not support operators qualified by schema.
      .replaceAll(/operator\(pg_catalog\.([=>])\)/g, '$1')
      .replaceAll(' pg_catalog.varchar_pattern_ops', '');
    for (const statement of migration.split('--> statement-breakpoint')) {
      // Views are for manual queries, and pg-mem has no roles: this package's statements need neither.
      if (!/^(?:CREATE (?:OR REPLACE )?VIEW|DO)\b/m.test(statement)) schema.none(statement);
    }
  }
  const { Pool } = memory.adapters.createPg() as { Pool: new () => MemoryPool };
  const pool = new Pool();
  return {
    memory,
    query: async <Found extends object>(text: string, parameters: readonly unknown[] = []) => {
      const { rows, rowCount } = await pool.query(text, [...parameters]);
      return Object.assign(rows as Found[], { count: rowCount }) as Rows<Found>;
    },
  };
}

interface MemoryPool {
  query(
    text: string,
    parameters: readonly unknown[],
  ): Promise<{ readonly rows: object[]; readonly rowCount: number }>;
}
