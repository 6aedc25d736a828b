import type { RejectedRow } from '@wdh/pipeline-core';
import type { Rows } from '../../connection/queryable.js';
import type { DatabaseError } from '../../errors/database-error.js';
import type { TargetColumn } from '../../target/target.js';
import { type GuardedStatements, Refusal } from './guarded-statements.js';
import { failedByServer, rejectedByServer } from '../../write/rejected-by-server.js';
import { arrayOf, arraysOf, textOf, type TextRow } from './text-row.js';

/** What became of some rows. */
export interface IsolatedRows<Found extends object> {
  /** Of each statement that was not refused. */
  readonly results: readonly Rows<Found>[];
  /** Rows that the server did not refuse. */
  readonly kept: readonly TextRow[];
  readonly rejected: readonly RejectedRow[];
}

/** The same, while it grows. */
interface Isolating<Found extends object> {
  readonly statement: string;
  readonly results: Rows<Found>[];
  readonly kept: TextRow[];
  readonly rejected: RejectedRow[];
}

/** Runs statements on rows, and finds those for which the server refuses them. */
export class RowIsolation {
  readonly #statements: GuardedStatements;
  readonly #columns: readonly TargetColumn[];
  readonly #isFatal: boolean;
  readonly #probe: string;

  /** Where refusals are fatal, the first one is thrown, with the record at fault. */
  constructor(statements: GuardedStatements, columns: readonly TargetColumn[], isFatal: boolean) {
    this.#statements = statements;
    this.#columns = columns;
    this.#isFatal = isFatal;
    const casts = columns.map(
      ({ column }, index) =>
        `when number = ${index + 1} then (value::${column.castName}::${column.typeName}) is null`,
    );
    this.#probe = `select from unnest($1::text[]) with ordinality as given (value, number)
      where case when not (${statements.mark}) then false ${casts.join(' ')} end`;
  }

  /**
   * Runs a statement that takes rows as {@link arraysOf} writes them, once where none is refused.
   *
   * @throws DatabaseError for any error that is not the fault of a row.
   */
  async run<Found extends object>(
    statement: string,
    rows: readonly TextRow[],
  ): Promise<IsolatedRows<Found>> {
    const found: Isolating<Found> = { statement, results: [], kept: [], rejected: [] };
    await this.#isolate(rows, found);
    return found;
  }

  /** Returns whether none of the rows was refused. */
  async #isolate<Found extends object>(
    rows: readonly TextRow[],
    found: Isolating<Found>,
  ): Promise<boolean> {
    if (rows.length === 0) return true;
    const parameters = arraysOf(rows, this.#columns.length);
    const outcome = await this.#statements.run<Found>(found.statement, parameters);
    if (!(outcome instanceof Refusal)) {
      found.results.push(outcome);
      found.kept.push(...rows);
      return true;
    }
    const { error, rowsPassed } = outcome;
    // Behind the last row, constraints are checked that wait for the end of the statement.
    const isAtRow = rowsPassed !== null && rowsPassed > 0 && rowsPassed < rows.length;
    const index = rows.length === 1 ? 0 : isAtRow ? rowsPassed - 1 : -1;
    const row = rows[index];
    if (row === undefined) {
      await this.#halve(rows, found);
    } else {
      await this.#isolate(rows.slice(0, index), found);
      found.rejected.push(await this.#refused(row, error));
      await this.#isolate(rows.slice(index + 1), found);
    }
    return false;
  }

  /** Isolates among several rows of which at least one is at fault. */
  async #halve<Found extends object>(
    rows: readonly TextRow[],
    found: Isolating<Found>,
  ): Promise<void> {
    const middle = Math.ceil(rows.length / 2);
    const rest = rows.slice(middle);
    const isFirstHalfFine = await this.#isolate(rows.slice(0, middle), found);
    // Then the row at fault is in the other half, and trying all of that is no use.
    if (isFirstHalfFine && rest.length > 1) await this.#halve(rest, found);
    else await this.#isolate(rest, found);
  }

  async #refused(row: TextRow, error: DatabaseError): Promise<RejectedRow> {
    const column = error.column ?? (await this.#findColumn(row, error));
    const texts = row.elements.map(textOf);
    const rejected = rejectedByServer(error, column, this.#columns, row, texts);
    if (this.#isFatal) throw failedByServer(rejected, error);
    return rejected;
  }

  /**
   * A conversion that fails in an INSERT names no column, nor does a domain that refuses a value, so
   * that all columns are tried without the table.
   */
  async #findColumn(
    { elements }: TextRow,
    { sqlState, table }: DatabaseError,
  ): Promise<string | null> {
    const isOfDomain = sqlState?.startsWith('23') === true && table === null;
    if (sqlState?.startsWith('22') !== true && !isOfDomain) return null;
    const all = await this.#statements.run(this.#probe, [arrayOf(elements)]);
    if (!(all instanceof Refusal)) return null;
    if (all.rowsPassed !== null) return this.#columns[all.rowsPassed - 1]?.column.name ?? null;
    for (const [index, { column }] of this.#columns.entries()) {
      const alone = elements.map((element, other) => (other === index ? element : 'NULL'));
      const outcome = await this.#statements.run(this.#probe, [arrayOf(alone)]);
      if (outcome instanceof Refusal) return column.name;
    }
    return null;
  }
}
