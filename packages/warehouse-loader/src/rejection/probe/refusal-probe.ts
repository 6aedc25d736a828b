import { type DedicatedConnection, takeOwnPath, takeUserPath, DatabaseError } from '@wdh/postgres';
import { arrayElement, arrayOf } from './array-text.js';
import {
  compileBlock,
  type ProbeOutcome,
  type ProbeParts,
  probeBlock,
  probeSettings,
} from './probe-block.js';

/** Rows that are tried on the server. */
export interface ProbedRows {
  readonly rows: number;
  readonly parts: ProbeParts;
  /** The rows, formatted for the loop of the block; null if it needs none. */
  readonly text: string | null;
  /**
   * Runs the statement of the load for one row and returns its error; null if the server accepts the
   * row.
   */
  readonly tryAlone: (index: number) => Promise<DatabaseError | null>;
}

/** The part of a connection that a {@link RefusalProbe} uses. */
export type ProbeConnection = Pick<DedicatedConnection, 'query' | 'attempt'>;

/** Refused rows of a range after which the rest of it is probed. */
export const fewRefused = 8;

/** Most ways of one probe before it stops: each costs a separate trial of one row. */
const mostWays = 32;

const savepoint = 'savepoint wdh_probe';
const innerSavepoint = 'savepoint wdh_rows';

/**
 * Finds which of many rows the server refuses, and why, in few round trips: a block tries them one
 * by one, and a row that is refused in a new way is tried again with the statement of the load,
 * whose error is then used for all rows that are refused in the same way. Everything is rolled back.
 *
 * The result is a forecast: the remaining rows are still written by the statement of the load.
 */
export class RefusalProbe {
  readonly #connection: ProbeConnection;
  readonly #tableOid: number;
  readonly #known = new Map<string, DatabaseError>();
  #block: string | null = null;
  #hasCompiled = false;
  #isUsable: boolean | null = null;

  constructor(connection: ProbeConnection, tableOid: number) {
    this.#connection = connection;
    this.#tableOid = tableOid;
  }

  /** Whether it has worked for this load so far. */
  get isUsable(): boolean {
    return this.#isUsable !== false;
  }

  /**
   * @returns the errors of the refused rows, by index; null if the rows cannot be tried in this way.
   * Writes since the last savepoint are kept.
   */
  async run(probed: ProbedRows): Promise<ReadonlyMap<number, DatabaseError> | null> {
    this.#isUsable ??= await this.#canRun();
    if (!this.#isUsable) return null;
    const connection = this.#connection;
    await connection.query(savepoint);
    const found = await this.#try(probed);
    await connection.query(`rollback to ${savepoint}; release ${savepoint}`);
    this.#isUsable = found !== null;
    return found;
  }

  async #try({
    rows,
    parts,
    text,
    tryAlone,
  }: ProbedRows): Promise<Map<number, DatabaseError> | null> {
    const connection = this.#connection;
    const given = await connection.attempt('select pg_catalog.set_config($1, $2, true)', [
      probeSettings.rows,
      text ?? '',
    ]);
    if (given instanceof DatabaseError) return null;
    await connection.query(innerSavepoint);
    const block = (this.#block ??= probeBlock(parts));
    if (!(await this.#compiles(block, rows))) return null;
    const found = new Map<number, DatabaseError>();
    let from = 0;
    for (let ways = 0; from < rows; ways++) {
      const outcome = ways > mostWays ? null : await this.#runBlock(block, from);
      if (outcome === null) return null;
      const errors = [...this.#known.values()];
      for (const [place, index] of outcome.refused.entries()) {
        const error = errors[(outcome.ways[place] ?? 0) - 1];
        if (error !== undefined) found.set(index, error);
      }
      if (outcome.way === null) return outcome.next === rows ? found : null;
      const error = await tryAlone(outcome.next);
      // An error of the trial itself is not a forecast.
      if (error === null || !isSame(outcome.way, error)) return null;
      found.set(outcome.next, error);
      if (isCommon(outcome.way, error)) this.#known.set(outcome.way, error);
      from = outcome.next + 1;
    }
    return found;
  }

  /** Run without rows. */
  async #compiles(block: string, rows: number): Promise<boolean> {
    if (this.#hasCompiled) return true;
    const outcome = await this.#runBlock(compileBlock(block), rows);
    this.#hasCompiled = outcome !== null;
    return this.#hasCompiled;
  }

  async #runBlock(block: string, from: number): Promise<ProbeOutcome | null> {
    const known = arrayOf([...this.#known.keys()].map(arrayElement));
    await this.#connection.query(
      'select pg_catalog.set_config($1, $2, true), pg_catalog.set_config($3, $4, true)',
      [probeSettings.from, String(from), probeSettings.known, known],
    );
    await this.#connection.query(block);
    const [found] = await this.#connection.query<{ readonly outcome: string }>(
      'select pg_catalog.current_setting($1) as outcome',
      [probeSettings.outcome],
    );
    const outcome = found?.outcome ?? '';
    return outcome === '' ? null : (JSON.parse(outcome) as ProbeOutcome);
  }

  /**
   * A row may refer to a later row of the same statement in the same table, by a foreign key or a
   * constraint trigger: it would be refused if tried alone.
   */
  async #canRun(): Promise<boolean> {
    await this.#connection.query(takeOwnPath);
    const [found] = await this.#connection.query<{ readonly can: boolean }>(
      `with parts as (select $1::float8::int8::oid as oid
         union select relid from pg_catalog.pg_partition_tree($1::float8::int8::oid))
       select exists (select from pg_catalog.pg_language
           where lanname = 'plpgsql' and pg_catalog.has_language_privilege(oid, 'USAGE'))
         and not exists (select from pg_catalog.pg_constraint
           where contype = 'f' and conrelid in (select oid from parts)
           and confrelid in (select oid from parts))
         and not exists (select from pg_catalog.pg_trigger
           where tgconstraint <> 0 and not tgisinternal and tgrelid in (select oid from parts)) as can`,
      [this.#tableOid],
    );
    await this.#connection.query(takeUserPath);
    return found?.can === true;
  }
}

/**
 * Whether the statement of the load refuses a row in the same way as the trial, which may itself
 * fail.
 */
function isSame(way: string, { sqlState, constraint }: DatabaseError): boolean {
  const [state, , , found] = JSON.parse(way) as readonly string[];
  return state === sqlState && found === (constraint ?? '');
}

/**
 * Whether the way has the column that the error names: other rows with this way may have another
 * one.
 */
function isCommon(way: string, { column }: DatabaseError): boolean {
  const [, at, named] = JSON.parse(way) as readonly string[];
  return column === null || at !== '0' || named === column;
}
