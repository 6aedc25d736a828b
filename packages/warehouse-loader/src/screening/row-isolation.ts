import type { RejectedRow } from '@wdh/pipeline-core';
import type { DedicatedConnection } from '../connection/dedicated-connection.js';
import { DatabaseError } from '../errors/database-error.js';
import { refusalOf } from '../errors/refusal-of.js';
import type { TargetColumn } from '../target/target.js';
import { loadStepName } from '../write/refused-row.js';
import { arraysOf, type TextRow } from './text-row.js';

/** What became of some rows. */
export interface IsolatedRows {
  /** Rows that the server says it wrote. */
  readonly written: number;
  /** Rows that it did not refuse. */
  readonly kept: readonly TextRow[];
  readonly rejected: readonly RejectedRow[];
}

const savepoint = 'savepoint wdh_rows';
const nextSavepoint = `release ${savepoint}; ${savepoint}`;
const rollBack = `rollback to ${savepoint}`;

/**
 * Runs statements on rows that the server may refuse. Where it does, either half of the rows is
 * tried by itself, down to the row at fault; each attempt is behind one savepoint.
 *
 * @see https://www.postgresql.org/docs/current/sql-savepoint.html
 */
export class RowIsolation {
  readonly #connection: DedicatedConnection;
  readonly #columns: readonly TargetColumn[];
  readonly #isFatal: boolean;
  /** Goes ahead of the next attempt, in the same round trip. */
  #control = savepoint;

  /** Where refusals are fatal, the first one is thrown, with the record at fault. */
  constructor(connection: DedicatedConnection, columns: readonly TargetColumn[], isFatal: boolean) {
    this.#connection = connection;
    this.#columns = columns;
    this.#isFatal = isFatal;
  }

  /**
   * Runs a statement that takes rows as {@link arraysOf} writes them.
   *
   * @throws DatabaseError for any error that is not the fault of a row.
   */
  async run(statement: string, rows: readonly TextRow[]): Promise<IsolatedRows> {
    const untried = [rows];
    const kept: TextRow[] = [];
    const rejected: RejectedRow[] = [];
    let written = 0;
    for (let part = untried.pop(); part !== undefined; part = untried.pop()) {
      const outcome = await this.#attempt(statement, arraysOf(part, this.#columns.length));
      const [first] = part;
      if (!(outcome instanceof DatabaseError)) {
        written += outcome;
        kept.push(...part);
      } else if (first !== undefined && part.length === 1) {
        rejected.push(await this.#refused(first, outcome));
      } else {
        const middle = Math.ceil(part.length / 2);
        untried.push(part.slice(middle), part.slice(0, middle));
      }
    }
    // The next attempt begins a savepoint of its own, behind what others write in between.
    if (this.#control === rollBack) await this.#connection.query(rollBack);
    this.#control = nextSavepoint;
    return { written, kept, rejected };
  }

  /** Returns the number of rows written, or the error of a row, after which all is as before. */
  async #attempt(
    statement: string,
    parameters: readonly string[],
  ): Promise<number | DatabaseError> {
    const [, outcome] = await Promise.all([
      this.#connection.query(this.#control),
      this.#connection.attempt(statement, parameters),
    ]);
    const isRefused = outcome instanceof DatabaseError;
    this.#control = isRefused ? rollBack : nextSavepoint;
    return isRefused ? outcome : outcome.count;
  }

  async #refused(row: TextRow, error: DatabaseError): Promise<RejectedRow> {
    const { sqlState, table, constraint } = error;
    const column = error.column ?? (await this.#findColumn(row, sqlState ?? ''));
    const field = this.#columns.find((known) => known.column.name === column)?.property ?? column;
    const { code, message } = refusalOf(sqlState ?? '', { column, constraint });
    const { rowNumber, lineNumber, texts } = row;
    if (this.#isFatal) {
      throw new DatabaseError(message, {
        code,
        category: 'data',
        stepName: loadStepName,
        rowNumber: rowNumber ?? undefined,
        lineNumber: lineNumber ?? undefined,
        field: field ?? undefined,
        details: { sqlState, table, column, constraint },
      });
    }
    const input = this.#columns.map(({ property }, index) => [property, texts[index]] as const);
    const rejected = { rowNumber, lineNumber, stepName: loadStepName, field, code, message };
    return { ...rejected, input: Object.fromEntries(input) };
  }

  /** A conversion that fails in an INSERT names no column, so that each is tried by itself. */
  async #findColumn({ texts }: TextRow, sqlState: string): Promise<string | null> {
    if (!sqlState.startsWith('22')) return null;
    for (const [index, { column }] of this.#columns.entries()) {
      const text = texts[index] ?? null;
      if (text === null) continue;
      const cast = `select $1::text::${column.castName}::${column.typeName}`;
      if ((await this.#attempt(cast, [text])) instanceof DatabaseError) return column.name;
    }
    return null;
  }
}
