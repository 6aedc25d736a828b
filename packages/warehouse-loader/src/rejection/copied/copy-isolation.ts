import { setImmediate as eventLoopTurn } from 'node:timers/promises';
import type { RejectedRow } from '@wdh/pipeline-core';
import type { CopyTarget, DatabaseError } from '@wdh/postgres';
import { type CopyFormat, inFormat } from '../../copy/format/copy-format.js';
import { rejectedByServer } from '../../copy/rejected-by-server.js';
import { copiedParts, copiedText } from '../probe/copied-parts.js';
import { fewRefused, RefusalProbe } from '../probe/refusal-probe.js';
import type { CopyAttempt } from './copy-connection.js';
import type { CopyIsolationOptions } from './copy-isolation-options.js';
import { CopyRange } from './copy-range.js';

const savepoint = 'savepoint wdh_rows';
/** Fewest rows after a refused one: the server needs less time for them than for a statement. */
const leastRows = 256;
/** The savepoint is kept. */
const undo = `rollback to ${savepoint}`;
const moveOn = `release ${savepoint}; ${savepoint}`;

/** The outcome of a range. */
export interface CopiedRows {
  /** Rows that the server reported as copied. */
  readonly copied: number;
  readonly rejected: readonly RejectedRow[];
}

/** The mutable form. */
interface Copying {
  copied: number;
  readonly rejected: RejectedRow[];
}

/** A statement that received its range, and the one after it. */
interface HandedOver {
  readonly copy: CopyAttempt;
  readonly ahead: CopyAttempt;
}

/**
 * Copies ranges of rows, each after a savepoint, and finds the rows that the server refuses.
 *
 * COPY reports the line of a refused row, except for checks at the end of the statement, such as
 * foreign keys: then the rows are bisected. If a range has several refused rows, the rest of it is
 * probed.
 */
export class CopyIsolation {
  readonly #options: CopyIsolationOptions;
  readonly #target: CopyTarget;
  #hasSavepoint = false;
  /** Whether the last statement must still be rolled back before the next one. */
  #isRefused = false;
  /** The statement for the next range, started while the server processes the current one. */
  #ahead: CopyAttempt | null = null;
  #aheadFormat: CopyFormat = 'text';
  #handedOver: Promise<HandedOver> | null = null;
  readonly #probe: RefusalProbe;
  #isProbing = false;
  /** Whether the previous range had several refused rows. */
  #isDense = false;

  constructor(options: CopyIsolationOptions) {
    const { table, columns, connection, target } = options;
    this.#probe = new RefusalProbe(connection, target.oid);
    this.#options = options;
    this.#target = { table, columns: columns.map(({ column }) => column.name) };
  }

  /** @throws DatabaseError for any error that is not caused by a row. */
  async run(range: CopyRange): Promise<CopiedRows> {
    const found: Copying = { copied: 0, rejected: [] };
    this.#handedOver = this.#handOver(range);
    const { copy, ahead } = await this.#handedOver;
    this.#ahead = ahead;
    this.#aheadFormat = range.format;
    const outcome = await copy.outcome();
    if (typeof outcome === 'number') {
      found.copied += outcome;
    } else if (outcome.category !== 'data') {
      // A trigger reported a failed transaction, although the previous statement succeeded.
      this.#options.connection.fail(outcome);
      throw outcome;
    } else {
      // It failed together with the previous one.
      await ahead.outcome();
      this.#ahead = null;
      this.#isRefused = true;
      const isDone = await this.#probeRest(range, 0, range.rows, found);
      if (!isDone) await this.#isolateRefused(range, 0, range.rows, outcome, found);
    }
    this.#isDense = found.rejected.length >= fewRefused;
    return found;
  }

  /**
   * Waits until the server has received the range of the running call, or it failed; its error is
   * thrown by that call. Without this wait, the next range would delay the sending of the bytes.
   */
  async handedOver(): Promise<void> {
    await this.#handedOver?.catch(() => undefined);
  }

  /** Frees the connection for another statement. */
  async settle(): Promise<void> {
    const ahead = this.#ahead;
    this.#ahead = null;
    if (ahead !== null) {
      await ahead.send(new CopyRange(this.#aheadFormat, false).linesOf(0, 0));
      await ahead.outcome();
      // Statement triggers of the table must not see a statement without rows.
      this.#isRefused = true;
    }
    if (!this.#isRefused) return;
    await this.#options.connection.query(undo);
    this.#isRefused = false;
  }

  /** Returns whether none of the rows was refused. */
  async #isolate(range: CopyRange, from: number, to: number, found: Copying): Promise<boolean> {
    if (from === to) return true;
    const copy = this.#start(range.format);
    await copy.send(range.linesOf(from, to));
    const outcome = await copy.outcome();
    if (typeof outcome === 'number') {
      found.copied += outcome;
      return true;
    }
    this.#isRefused = true;
    await this.#isolateRefused(range, from, to, outcome, found);
    return false;
  }

  async #isolateRefused(
    range: CopyRange,
    from: number,
    to: number,
    error: DatabaseError,
    found: Copying,
  ): Promise<void> {
    const rows = to - from;
    const line = error.copyLine ?? 0;
    const at = rows === 1 ? from : line > 0 && line <= rows ? from + line - 1 : null;
    if (at === null) {
      await this.#halve(range, from, to, found);
    } else {
      await this.#isolate(range, from, at, found);
      found.rejected.push(this.#rejected(range, at, error));
      await this.#goOn(range, at + 1, to, 4 * (at + 1 - from), found);
    }
  }

  /**
   * Continues after a refused row, with few rows at first, and then more: if many are refused, the
   * rest of the range would be sent again for each of them.
   */
  async #goOn(range: CopyRange, from: number, to: number, rows: number, found: Copying) {
    let [start, step] = [from, Math.max(leastRows, rows)];
    while (start < to) {
      if (await this.#probeRest(range, start, to, found)) return;
      const end = Math.min(to, start + step);
      await this.#isolate(range, start, end, found);
      [start, step] = [end, step * 4];
    }
  }

  /**
   * Returns whether all rows from an index on were processed, because many of the range are refused.
   */
  async #probeRest(range: CopyRange, from: number, to: number, found: Copying): Promise<boolean> {
    const isDense = this.#isDense || found.rejected.length >= fewRefused;
    if (!isDense || to - from < fewRefused || this.#isProbing || !this.#probe.isUsable)
      return false;
    if (this.#isRefused) await this.#options.connection.query(undo);
    this.#isRefused = false;
    this.#isProbing = true;
    const { columns, target } = this.#options;
    const texts = Array.from({ length: to - from }, (_, index) => range.textsOf(from + index));
    const refused = await this.#probe.run({
      rows: to - from,
      parts: copiedParts(target.name, columns),
      text: copiedText(texts, columns),
      tryAlone: (index) => this.#tryAlone(range, from + index),
    });
    this.#isRefused = false;
    if (refused !== null) {
      for (const [index, error] of refused) {
        found.rejected.push(this.#rejected(range, from + index, error, texts[index]));
      }
      const rest = range.without(refused, from, to);
      await this.#isolate(rest, 0, rest.rows, found);
    }
    this.#isProbing = false;
    return refused !== null;
  }

  async #tryAlone(range: CopyRange, at: number): Promise<DatabaseError | null> {
    const copy = this.#start(range.format);
    await copy.send(range.linesOf(at, at + 1));
    const outcome = await copy.outcome();
    if (typeof outcome === 'number') return null;
    this.#isRefused = true;
    await this.settle();
    return outcome;
  }

  /** Bisects rows of which at least one is refused. */
  async #halve(range: CopyRange, from: number, to: number, found: Copying): Promise<void> {
    const middle = Math.ceil((from + to) / 2);
    const isFirstHalfFine = await this.#isolate(range, from, middle, found);
    if (await this.#probeRest(range, middle, to, found)) return;
    // Then the refused row is in the other half, which need not be tried as a whole.
    if (isFirstHalfFine && to - middle > 1) await this.#halve(range, middle, to, found);
    else await this.#isolate(range, middle, to, found);
  }

  /** Sends a range, and starts the statement for the next one, in the same format. */
  async #handOver(range: CopyRange): Promise<HandedOver> {
    if (this.#aheadFormat !== range.format) await this.settle();
    const copy = this.#ahead ?? this.#start(range.format);
    await copy.send(range.linesOf(0, range.rows));
    const ahead = this.#start(range.format, 'after another');
    // The driver sends a short statement in the next turn of the event loop.
    await eventLoopTurn();
    return { copy, ahead };
  }

  /** The savepoint follows everything that was written so far, by other code as well. */
  #start(format: CopyFormat, place: 'alone' | 'after another' = 'alone'): CopyAttempt {
    const { connection, statement } = this.#options;
    const before = this.#isRefused ? undo : this.#hasSavepoint ? moveOn : savepoint;
    this.#hasSavepoint = true;
    this.#isRefused = false;
    const text = `${before}; ${inFormat(statement, format)}`;
    return connection.attemptCopy(text, this.#target, place === 'after another');
  }

  #rejected(
    range: CopyRange,
    at: number,
    error: DatabaseError,
    texts = range.textsOf(at),
  ): RejectedRow {
    const { columns } = this.#options;
    const origin = range.originOf(at);
    return rejectedByServer(error, error.column, columns, origin, texts);
  }
}
