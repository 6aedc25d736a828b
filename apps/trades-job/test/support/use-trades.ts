import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { runJob, type RunOutcome, type RunRequest } from '@wdh/job';
import { createTestDatabase, type TestDatabase } from '@wdh/local-postgres/testing';
import postgres, { type Sql } from 'postgres';
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';
import { tradesJob } from '../../src/job.js';

/** A folder for inputs, and a database whose table is empty before each test of a file. */
export interface UsedTrades {
  readonly connectionUrl: string;
  readonly sql: Sql;
  /** Writes an input; returns its path. */
  write(name: string, content: string | Buffer): Promise<string>;
  /** Packs a file into an archive beside it; returns its path. */
  zip(name: string, file: string): Promise<string>;
  /** Loads an input, and expects its rows to be accounted for. */
  load(input: string, request?: RunRequest): Promise<RunOutcome>;
}

/** Creates them before the tests of a file, and removes them afterwards. */
export function useTrades(): UsedTrades {
  let folder: string;
  let database: TestDatabase;
  let sql: Sql;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wdh-trades-'));
    database = await createTestDatabase(inject('serverUrl'));
    sql = postgres(database.url, { max: 1, onnotice: () => undefined });
  });
  afterEach(async () => {
    await sql`truncate trades_v2, pipeline_executions cascade`;
  });
  afterAll(async () => {
    await sql.end();
    await database.drop();
    await rm(folder, { recursive: true });
  });
  return {
    get connectionUrl() {
      return database.url;
    },
    get sql() {
      return sql;
    },
    write: async (name, content) => {
      const path = join(folder, name);
      await writeFile(path, content);
      return path;
    },
    zip: async (name, file) => {
      const path = join(folder, name);
      await rm(path, { force: true });
      await promisify(execFile)('python3', ['-m', 'zipfile', '-c', path, file]);
      return path;
    },
    load: async (input, request = {}) => {
      const outcome = await runJob(
        tradesJob,
        { ...request, input },
        { connectionUrl: database.url },
      );
      const { read, inserted, updated, unchanged, superseded, rejected, filtered } = outcome.rows;
      expect(read).toBe(inserted + updated + unchanged + superseded + rejected + filtered);
      return outcome;
    },
  };
}
