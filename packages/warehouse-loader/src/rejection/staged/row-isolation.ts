import type { RejectedRow } from '@wdh/pipeline-core';
import type { Rows, DatabaseError } from '@wdh/postgres';
import type { TargetColumn } from '../../catalog/target.js';
import { failedByServer, rejectedByServer } from '../../copy/rejected-by-server.js';
import { fewRefused } from '../probe/refusal-probe.js';
import { type GuardedStatements, Refusal } from './guarded-statements.js';
import type { StagedReader, StagedRow } from './staged-reader.js';

/** The outcome of some rows. */
export interface IsolatedRows<Found extends object> {
  /** The results of the statements that were not refused. */
  readonly results: readonly Rows<Found>[];
  /** Rows that the server accepted. */
  readonly kept: readonly StagedRow[];
  readonly rejected: readonly RejectedRow[];
}

/** A row that the server refused. */
export interface RefusedRow {
  readonly row: StagedRow;
  readonly error: DatabaseError;
}

/** Returns the rows to reject for refused rows that were combined from several. */
export type RejectSources = (refused: readonly RefusedRow[]) => Promise<readonly RejectedRow[]>;

/** The mutable form. */
interface Isolating<Found extends object> {
  readonly statement: string;
  readonly results: Rows<Found>[];
  readonly kept: StagedRow[];
  readonly rejected: RejectedRow[];
  readonly refused: RefusedRow[];
}

/** Runs statements on staged rows, and finds the rows that the server refuses. */
export class RowIsolation {
  readonly #statements: GuardedStatements;
  readonly #columns: readonly TargetColumn[];
  readonly #isFatal: boolean;
  readonly #reader: StagedReader;
  readonly #rejectSources: RejectSources | null;
  #isProbing = false;
  /** Whether the previous range had several refused rows. */
  #isDense = false;

  /**
   * If refusals are fatal, the first one is thrown, with its record.
   *
   * @param rejectSources - Null if no row was combined from others.
   */
  constructor(
    statements: GuardedStatements,
    columns: readonly TargetColumn[],
    reader: StagedReader,
    isFatal: boolean,
    rejectSources: RejectSources | null = null,
  ) {
    this.#statements = statements;
    this.#columns = columns;
    this.#reader = reader;
    this.#isFatal = isFatal;
    this.#rejectSources = rejectSources;
  }

  /**
   * Runs a statement that reads the rows, once if none is refused.
   *
   * @throws DatabaseError for any error that is not caused by a row.
   */
  async run<Found extends object>(
    statement: string,
    rows: readonly StagedRow[],
  ): Promise<IsolatedRows<Found>> {
    const found: Isolating<Found> = { statement, results: [], kept: [], rejected: [], refused: [] };
    await this.#isolate(rows, found);
    this.#isDense = found.rejected.length >= fewRefused;
    if (this.#rejectSources === null || found.refused.length === 0) return found;
    return { ...found, rejected: await this.#rejectSources(found.refused) };
  }

  /** Returns whether none of the rows was refused. */
  async #isolate<Found extends object>(
    rows: readonly StagedRow[],
    found: Isolating<Found>,
  ): Promise<boolean> {
    if (rows.length === 0) return true;
    const parameters = this.#reader.parametersOf(rows);
    const outcome = await this.#statements.run<Found>(found.statement, parameters);
    if (!(outcome instanceof Refusal)) {
      found.results.push(outcome);
      found.kept.push(...rows);
      return true;
    }
    if (await this.#probe(rows, found)) return false;
    const { error, rowsPassed } = outcome;
    // After the last row, constraints are checked at the end of the statement.
    const isAtRow = rowsPassed !== null && rowsPassed > 0 && rowsPassed < rows.length;
    const index = rows.length === 1 ? 0 : isAtRow ? rowsPassed - 1 : -1;
    const row = rows[index];
    if (row === undefined) {
      await this.#halve(rows, found);
    } else {
      await this.#isolate(rows.slice(0, index), found);
      const texts = await this.#reader.textsOf([row]);
      this.#reject({ row, error }, texts, found);
      await this.#isolate(rows.slice(index + 1), found);
    }
    return false;
  }

  /** Returns whether all rows were processed, because many of the range are refused. */
  async #probe<Found extends object>(
    rows: readonly StagedRow[],
    found: Isolating<Found>,
  ): Promise<boolean> {
    const { probing, parametersOf, textsOf } = this.#reader;
    const isDense = this.#isDense || found.rejected.length >= fewRefused;
    if (!probing.probe.isUsable || !isDense || rows.length < fewRefused) return false;
    if (this.#isFatal || this.#isProbing) return false;
    this.#isProbing = true;
    const refused = await probing.probe.run({
      rows: rows.length,
      parts: probing.partsOf(found.statement, this.#statements.mark),
      text: probing.textOf(rows),
      tryAlone: async (index) => {
        const alone = parametersOf(rows.slice(index, index + 1));
        const outcome = await this.#statements.run(found.statement, alone);
        return outcome instanceof Refusal ? outcome.error : null;
      },
    });
    if (refused !== null) {
      const left = rows.filter((_, index) => !refused.has(index));
      const texts = await textsOf(rows.filter((_, index) => refused.has(index)));
      for (const [index, error] of refused) {
        const row = rows[index];
        if (row !== undefined) this.#reject({ row, error }, texts, found);
      }
      await this.#isolate(left, found);
    }
    this.#isProbing = false;
    return refused !== null;
  }

  /** Bisects rows of which at least one is refused. */
  async #halve<Found extends object>(
    rows: readonly StagedRow[],
    found: Isolating<Found>,
  ): Promise<void> {
    const middle = Math.ceil(rows.length / 2);
    const rest = rows.slice(middle);
    const isFirstHalfFine = await this.#isolate(rows.slice(0, middle), found);
    if (await this.#probe(rest, found)) return;
    // Then the refused row is in the other half, which need not be tried as a whole.
    if (isFirstHalfFine && rest.length > 1) await this.#halve(rest, found);
    else await this.#isolate(rest, found);
  }

  #reject<Found extends object>(
    refused: RefusedRow,
    texts: ReadonlyMap<number, readonly (string | null)[]>,
    found: Isolating<Found>,
  ): void {
    const { row, error } = refused;
    const given = texts.get(row.position) ?? [];
    const rejected = rejectedByServer(error, error.column, this.#columns, row, given);
    if (this.#isFatal) throw failedByServer(rejected, error);
    found.rejected.push(rejected);
    found.refused.push(refused);
  }
}
