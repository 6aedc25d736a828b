import type { Parameter, Queryable } from '@wdh/postgres';
import { DrizzleQueryError } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import { drizzle, type PgRemoteDatabase } from 'drizzle-orm/pg-proxy';
import { auditTableNames } from '../audit-tables.js';

/** Names audit tables with their schema: sessions of this project search `pg_catalog` only. */
class AuditDialect extends PgDialect {
  override escapeName(name: string): string {
    const escaped = super.escapeName(name);
    return auditTableNames.includes(name) ? `"public".${escaped}` : escaped;
  }
}

/**
 * Runs one statement that drizzle builds, and returns the result with drizzle's types.
 *
 * Give every column of a result a unique name, because rows are objects. Write JSON as
 * `sql\`${JSON.stringify(value)}::text::json\``, because the driver would quote it again.
 *
 * @throws the error of the database only, because that of drizzle contains the parameters.
 * @example
 * await runStatement(on, (database) => database.select().from(pipelineExecutions).limit(1));
 */
export async function runStatement<Result>(
  on: Queryable,
  build: (database: PgRemoteDatabase) => PromiseLike<Result>,
): Promise<Result> {
  const database = drizzle(
    async (text, parameters: Parameter[]) => {
      const rows = await on.query<Record<string, unknown>>(text, parameters);
      return { rows: rows.map((row) => Object.values(row)) };
    },
    {},
    () => new AuditDialect(),
  );
  try {
    return await build(database);
  } catch (error) {
    throw error instanceof DrizzleQueryError ? error.cause : error;
  }
}
