import type { BoundPipeline, Logger, RejectedRow, RowBatch } from '@wdh/pipeline-core';

/** What {@link SourceRecords} reads from. */
export interface SourceRecordsOptions {
  readonly bound: Pick<BoundPipeline<object>, 'records'>;
  readonly signal: AbortSignal | undefined;
  readonly logger: Logger;
}

/**
 * Looks up the records of rejected rows in the source, by their numbers.
 *
 * Rows that the server refuses when it merges have left this process long before, and keeping every
 * record until then would not fit the memory. So the source is read once more, from one call to the
 * next, as far as the last refused row. A source that cannot be read twice leaves them unknown.
 */
export class SourceRecords {
  readonly #options: SourceRecordsOptions;
  #batches: AsyncIterator<RowBatch<object>> | null = null;
  #batch: RowBatch<object> | null = null;
  /** The number of the last record in the batches that were passed. */
  #passed = 0;
  #isUnknown = false;

  constructor(options: SourceRecordsOptions) {
    this.#options = options;
  }

  /** Adds the record to the rows that have none, as far as it can be found. */
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

  /** Ends the reading of the source, without waiting for one that hangs. */
  close(): void {
    const batches = this.#batches;
    this.#batches = null;
    this.#batch = null;
    this.#passed = 0;
    batches?.return?.().catch(() => undefined);
  }

  async #find(wanted: ReadonlySet<number>): Promise<ReadonlyMap<number, object>> {
    const found = new Map<number, object>();
    const { signal, logger } = this.#options;
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
      const reason = error instanceof Error ? error.name : typeof error;
      logger.warn('database.load.records_unknown', { reason });
    }
    return found;
  }

  #pass(): void {
    const last = this.#batch?.rowNumbers.findLast((number) => number !== null) ?? 0;
    this.#passed = Math.max(this.#passed, last);
    this.#batch = null;
  }

  /** Returns whether there is a batch to look through: the last one again, or the next. */
  async #hasBatch(): Promise<boolean> {
    if (this.#batch !== null) return true;
    const { bound, signal } = this.#options;
    this.#batches ??= bound.records?.(signal)[Symbol.asyncIterator]() ?? null;
    const next = await this.#batches?.next();
    this.#batch = next?.done === false ? next.value : null;
    return this.#batch !== null;
  }
}
