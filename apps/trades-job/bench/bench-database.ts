import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { migrateUp } from '@wdh/migrations';
import { auditMigrations } from '@wdh/runs';
import postgres from 'postgres';
import { tradesJob } from '../src/job.js';
import { differences, loadByHand, type MessageId } from './by-hand.js';

const run = promisify(execFile);
const loadChild = fileURLToPath(new URL('load-child.mjs', import.meta.url));

/** A run of the job in a process of its own. */
export interface JobRun {
  /** Of `runJob`. */
  readonly ms: number;
  /** From the start of the process to its end. */
  readonly processMs: number;
  /** Processor time of `runJob`. */
  readonly cpuMs: number;
  /** Largest resident size of the process. */
  readonly peakMb: number;
  readonly inserted: number;
}

/** A database with the table of the job, and an equal one that is loaded by hand. */
export class BenchDatabase {
  readonly #url: string;
  readonly #sql: postgres.Sql;

  private constructor(url: string) {
    this.#url = url;
    this.#sql = postgres(url, { max: 1, onnotice: () => undefined });
  }

  static async create(url: string): Promise<BenchDatabase> {
    await migrateUp({ connectionUrl: url, folders: [auditMigrations, ...tradesJob.migrations] });
    const database = new BenchDatabase(url);
    await database.#sql.unsafe('create extension "uuid-ossp"');
    await database.#sql.unsafe('create table by_hand (like trades_v2 including all)');
    return database;
  }

  async close(): Promise<void> {
    await this.#sql.end();
  }

  /** Empties both tables and the audit tables, and runs a checkpoint. */
  async empty(): Promise<void> {
    await this.#sql.unsafe('truncate trades_v2, by_hand, pipeline_executions cascade');
    await this.#sql.unsafe('vacuum');
    await this.#sql.unsafe('checkpoint');
  }

  /** Number of rows in which the tables differ. */
  async differences(): Promise<number> {
    const [found] = await this.#sql.unsafe<{ rows: number }[]>(differences);
    return found?.rows ?? NaN;
  }

  /** Values of settings of the server. */
  async settings(names: readonly string[]): Promise<readonly string[]> {
    const found = await this.#sql<{ text: string }[]>`
      select name || ' = ' || current_setting(name) as text from pg_settings
      where name in ${this.#sql(names)} order by name`;
    return found.map(({ text }) => text);
  }

  /** Loads a file into the other table by psql; returns milliseconds. */
  async loadByHand(path: string, messageId: MessageId): Promise<number> {
    const startedAt = performance.now();
    const commands = loadByHand(path, messageId).flatMap((command) => ['-c', command]);
    await run('psql', ['-X', '-q', '-v', 'ON_ERROR_STOP=1', '-d', this.#url, ...commands]);
    return performance.now() - startedAt;
  }

  /** Loads a file by the job, in a separate process. */
  async runJob(path: string, nodeOptions: readonly string[] = []): Promise<JobRun> {
    const startedAt = performance.now();
    const { stdout } = await run(process.execPath, [...nodeOptions, loadChild, this.#url, path]);
    const processMs = performance.now() - startedAt;
    return { ...(JSON.parse(stdout) as Omit<JobRun, 'processMs'>), processMs };
  }
}
