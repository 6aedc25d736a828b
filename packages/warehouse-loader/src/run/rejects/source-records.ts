import {
  type BoundPipeline,
  type Logger,
  type RejectedRow,
  type RowBatch,
  WdhError,
} from '@wdh/pipeline-core';

/** The source of {@link SourceRecords}. */
export interface SourceRecordsOptions {
  readonly bound: Pick<BoundPipeline<object>, 'records'>;
  readonly signal: AbortSignal | undefined;
  readonly logger: Logger;
}

/**
 * Looks up the records of rejected rows in the source, by their numbers.
 *
 * When the server refuses rows in a merge, this process no longer has them, and keeping every record
 * until then would need too much memory. So the source is read again, in one pass across calls, up
 * to the last refused row. Records of a source that cannot be read twice stay unknown.
 */
export class SourceRecords {
  readonly #options: SourceRecordsOptions;
  #batches: AsyncIterator<RowBatch<object>> | null = null;
  #batch: RowBatch<object> | null = null;
  /** The number of the last record in the batches that were read. */
  #passed = 0;
  #isUnknown = false;
  #hasWarned = false;

  constructor(options: SourceRecordsOptions) {
    this.#options = options;
  }

  /** Adds the record to rows without one, if it can be found. */
  async complete(rejected: readonly RejectedRow[]): Promise<readonly RejectedRow[]> {
    const wanted = new Set(
      rejected.flatMap(({ rowNumber, record }) =>
        rowNumber === null || record !== null ? [] : [rowNumber],
      ),
    );
    if (wanted.size === 0 || this.#isUnknown) return rejected;
    const found = await this.#find(wanted);
    return rejected.map((row) =>
      row.rowNumber === null || row.record !== null
        ? row
        : { ...row, record: found.get(row.rowNumber) ?? null },
    );
  }

  /** Stops reading the source, without waiting for one that hangs. */
  close(): void {
    const batches = this.#batches;
    this.#batches = null;
    this.#batch = null;
    this.#passed = 0;
    batches?.return?.().catch(() => undefined);
  }

  async #find(wanted: ReadonlySet<number>): Promise<ReadonlyMap<number, object>> {
    const found = new Map<number, object>();
    const { signal } = this.#options;
    try {
      if (Math.min(...wanted) <= this.#passed) this.close();
      while (found.size < wanted.size && (await this.#hasBatch())) {
        for (const [index, rowNumber] of (this.#batch?.rowNumbers ?? []).entries()) {
          const record = this.#batch?.rows[index];
          if (rowNumber !== null && record !== undefined && wanted.has(rowNumber)) {
            found.set(rowNumber, record);
          }
        }
        if (found.size < wanted.size) this.#pass();
      }
    } catch (error) {
      signal?.throwIfAborted();
      this.#isUnknown = true;
      this.#warn(reasonOf(error));
    }
    if (found.size < wanted.size) this.#warn('NotFound');
    return found;
  }

  /** Warns once. A reason is a code or the name of an error, and never a value of a row. */
  #warn(reason: string): void {
    if (!this.#hasWarned) this.#options.logger.warn('database.load.records_unknown', { reason });
    this.#hasWarned = true;
  }

  #pass(): void {
    const last = this.#batch?.rowNumbers.findLast((number) => number !== null) ?? 0;
    this.#passed = Math.max(this.#passed, last);
    this.#batch = null;
  }

  /** Returns whether there is a batch to search: the last one again, or the next. */
  async #hasBatch(): Promise<boolean> {
    if (this.#batch !== null) return true;
    const { bound, signal } = this.#options;
    this.#batches ??= bound.records?.(signal)[Symbol.asyncIterator]() ?? null;
    const next = await this.#batches?.next();
    this.#batch = next?.done === false ? next.value : null;
    return this.#batch !== null;
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof WdhError) return error.code;
  return error instanceof Error ? error.name : typeof error;
}
