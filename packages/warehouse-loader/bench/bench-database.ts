import { execFile } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import type { LocalPostgres } from '@wdh/local-postgres';
import postgres from 'postgres';
import type { Shape } from './shapes/shape.js';

const run = promisify(execFile);

const definition = `(
  id integer primary key,
  customer text not null,
  amount numeric(18,4) not null,
  day date not null,
  created_at timestamptz not null,
  active boolean not null,
  category text not null,
  notes text not null)`;

const salesDefinition = `(
  id integer primary key,
  customer text not null,
  amount numeric not null,
  discount numeric not null,
  weight numeric not null,
  day date not null,
  sold_at timestamp not null,
  notes text not null)`;

const columns = ['customer', 'amount', 'day', 'created_at', 'active', 'category', 'notes'];
const rowOf = (name: string): string => `(${columns.map((column) => `${name}.${column}`).join()})`;

/** A manual upsert: a staging table, and an update of the rows that differ. */
const handWrittenMerge = `insert into records select * from staging as s order by id
  on conflict (id) do update
  set ${columns.map((column) => `${column} = excluded.${column}`).join()}
  where ${rowOf('records')} is distinct from ${rowOf('excluded')}`;

/** The same for rows with a new key. */
const handWrittenInsert = `insert into records select * from staging as s order by id
  on conflict (id) do nothing`;

/** The target database, and the manual loads for comparison. */
export class BenchDatabase {
  readonly #server: LocalPostgres;
  readonly #sql: postgres.Sql;
  /** Whether psql is installed; otherwise its loads use the driver. */
  readonly #hasPsql: boolean;

  private constructor(server: LocalPostgres, hasPsql: boolean) {
    this.#server = server;
    this.#hasPsql = hasPsql;
    this.#sql = postgres(server.url, { max: 1, onnotice: () => undefined });
  }

  static async open(server: LocalPostgres): Promise<BenchDatabase> {
    const hasPsql = await run('psql', ['--version']).then(
      () => true,
      () => false,
    );
    return new BenchDatabase(server, hasPsql);
  }

  get url(): string {
    return this.#server.url;
  }

  /** The tool of the manual loads. */
  get byHand(): string {
    return this.#hasPsql ? 'psql \\copy' : 'COPY through the driver (psql is not installed)';
  }

  async close(): Promise<void> {
    await this.#sql.end();
  }

  /** Empties the tables and the audit tables, and runs a checkpoint. */
  async prepareEmpty(): Promise<void> {
    await this.#sql.unsafe(`drop table if exists records; create table records ${definition}`);
    await this.#sql.unsafe(`drop table if exists sales; create table sales ${salesDefinition}`);
    await this.#emptyAuditTables();
  }

  /** The same with the rows of a file in the table, or every second one. */
  async prepareLoaded(path: string, share: 'all' | 'half' = 'all'): Promise<void> {
    await this.prepareEmpty();
    await this.copyByHand(path);
    if (share === 'half') await this.#sql.unsafe('delete from records where id % 2 = 0');
    await this.#sql.unsafe('vacuum analyze records');
    await this.#sql.unsafe('checkpoint');
  }

  /** Creates the table of a shape again, empties the audit tables, and runs a checkpoint. */
  async prepareShape({ name, columns }: Shape): Promise<void> {
    const types = columns.map((column) => `${column.name} ${column.type}`);
    await this.#sql.unsafe(`drop table if exists ${name}; create table ${name} (${types.join()})`);
    await this.#emptyAuditTables();
  }

  /** Loads a file into a table manually; returns milliseconds. */
  copyByHand(path: string, table = 'records'): Promise<number> {
    return this.#byHand([], table, path, []);
  }

  /** Upserts a file into the table manually; returns milliseconds. */
  upsertByHand(path: string): Promise<number> {
    return this.#stageByHand(path, handWrittenMerge);
  }

  /** Inserts the new rows of a file manually; returns milliseconds. */
  insertNewByHand(path: string): Promise<number> {
    return this.#stageByHand(path, handWrittenInsert);
  }

  /** Number and checksum of the rows of a table, to see that two loads have stored the same. */
  async digest(table: string): Promise<string> {
    const [found] = await this.#sql.unsafe<{ digest: string }[]>(
      `select count(*) || ' rows, ' || sum(hashtextextended(t::text, 0)) as digest from ${table} as t`,
    );
    return found?.digest ?? '';
  }

  async #emptyAuditTables(): Promise<void> {
    await this.#sql.unsafe(
      'truncate pipeline_executions, rejected_rows, data_quality_metrics cascade',
    );
    await this.#sql.unsafe('checkpoint');
  }

  #stageByHand(path: string, merge: string): Promise<number> {
    const stage = ['begin', 'create temporary table staging (like records) on commit drop'];
    return this.#byHand(stage, 'staging', path, [merge, 'commit']);
  }

  async #byHand(
    before: readonly string[],
    table: string,
    path: string,
    after: readonly string[],
  ): Promise<number> {
    const startedAt = performance.now();
    const copy = (from: string): string => `copy ${table} from ${from} with (format csv, header)`;
    if (this.#hasPsql) {
      const commands = [...before, `\\${copy(`'${path}'`)}`, ...after];
      await run('psql', [
        ...['-X', '-q', '-v', 'ON_ERROR_STOP=1', '-d', this.url],
        ...commands.flatMap((command) => ['-c', command]),
      ]);
    } else {
      for (const statement of before) await this.#sql.unsafe(statement);
      await pipeline(createReadStream(path), await this.#sql.unsafe(copy('stdin')).writable());
      for (const statement of after) await this.#sql.unsafe(statement);
    }
    return performance.now() - startedAt;
  }
}
