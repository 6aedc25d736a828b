import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase } from '@wdh/local-postgres/testing';
import postgres, { type Sql } from 'postgres';
import { wdh, type CommandResult } from './start-wdh.js';

/** An empty folder and a database to run the command in. */
export interface Workplace extends AsyncDisposable {
  readonly folder: string;
  readonly databaseUrl: string;
  readonly sql: Sql;
  /** Runs `wdh` in the folder against the database. */
  run(...args: string[]): Promise<CommandResult>;
}

/**
 * Opens a workplace with a database that has the audit tables.
 *
 * @param options.isEmpty Whether the database holds nothing at all. Default false.
 */
export async function openWorkplace(
  serverUrl: string,
  options: { readonly isEmpty?: boolean } = {},
): Promise<Workplace> {
  const folder = await mkdtemp(join(tmpdir(), 'wdh-cli-'));
  const database = await createTestDatabase(serverUrl);
  const connection = { application_name: 'wdh-tests' };
  const sql = postgres(database.url, { max: 2, onnotice: () => undefined, connection });
  if (options.isEmpty === true) {
    await sql.unsafe('drop schema public cascade; create schema public');
  }
  const env = { DATABASE_URL: database.url };
  return {
    folder,
    databaseUrl: database.url,
    sql,
    run: (...args) => wdh(args, { cwd: folder, env }),
    [Symbol.asyncDispose]: async () => {
      await sql.end();
      await database.drop();
      await rm(folder, { recursive: true });
    },
  };
}
