import type { RowBatch } from '@wdh/pipeline-core';
import { WdhError } from '@wdh/pipeline-core';
import type { TargetColumn } from '../catalog/target.js';
import type { StagingTable } from '../copy/staging-table.js';
import { nothingWritten, type WriteCounts, type WriterOptions } from '../copy/table-writer.js';
import type { CreateMerge } from './merge.js';
import { type GuardedStatements, Refusal } from './staged/guarded-statements.js';

/** The staged rows of an {@link EarlyMerge}. */
export interface EarlyRows {
  readonly staging: StagingTable;
  readonly columns: readonly TargetColumn[];
  readonly updated: readonly TargetColumn[];
}

/**
 * Merges the rows of each COPY statement into the target as soon as it ends, while the next rows are
 * read. No later row can have one of their keys, because the caller states that the keys ascend.
 *
 * If rows are refused, they and all later ones stay in the staging table, and are merged at the end:
 * there they may be valid together with others, and a refused record is named.
 */
export class EarlyMerge {
  readonly #options: WriterOptions;
  readonly #createMerge: CreateMerge;
  readonly #statements: GuardedStatements;
  #counts = nothingWritten;
  #rows = 0;
  #isOver = false;

  constructor(options: WriterOptions, createMerge: CreateMerge, statements: GuardedStatements) {
    this.#options = options;
    this.#createMerge = createMerge;
    this.#statements = statements;
  }

  /** Rows that were merged. */
  get rows(): number {
    return this.#rows;
  }

  /** Their outcomes. */
  get counts(): WriteCounts {
    return this.#counts;
  }

  /** Merges all rows of the staging table, and empties it. */
  async take(count: number, { staging, columns, updated }: EarlyRows): Promise<void> {
    if (this.#isOver || count === 0) return;
    const { connection, target, key, uncompared } = this.#options;
    const merge = this.#createMerge({ connection, target, key, columns, updated, uncompared });
    const names = columns.map(({ column }) => column.name);
    const staged = { count, areKeysAscending: true, areKeysUnique: true, columns: names };
    const merged = await this.#statements.together((on) => merge.atOnce(on, staging, staged));
    this.#isOver = merged instanceof Refusal;
    // Outside of a savepoint, the file of a table of the same transaction is truncated in place.
    await this.#statements.release();
    if (merged instanceof Refusal) return;
    await connection.query(`truncate ${staging.name}`);
    this.#rows += count;
    this.#counts = addedCounts(this.#counts, merged);
  }
}

/** Adds the outcomes of rows to those of others. */
export function addedCounts(one: WriteCounts, other: WriteCounts): WriteCounts {
  return {
    inserted: one.inserted + other.inserted,
    updated: one.updated + other.updated,
    unchanged: one.unchanged + other.unchanged,
    superseded: one.superseded + other.superseded,
    deleted: one.deleted + other.deleted,
  };
}

/**
 * Whether the rows of a load may be merged before its end: statement triggers must see all rows at
 * once, and the counts of a partitioned table need a lock that excludes other writers.
 */
export function mayMergeEarly({ keysAscend, key, target, onRefused }: WriterOptions): boolean {
  const { hasTriggers, kind } = target.catalog;
  return keysAscend && key !== null && onRefused === null && !hasTriggers && kind === 'r';
}

/**
 * Checks the statement of the caller that the keys ascend.
 *
 * @param areAscending - Whether those so far do.
 * @param batch - The last rows; null before the first.
 * @throws WdhError `KEYS_NOT_ASCENDING`, and `LOADER_OPTION_INVALID` for keys of other types.
 */
export function checkKeysAscend(
  { keysAscend, key, target }: WriterOptions,
  areAscending: boolean,
  batch: RowBatch<object> | null,
): void {
  if (!keysAscend || key === null || areAscending) return;
  if (batch === null) {
    throw new WdhError(
      `keysAscend needs upsert keys of whole numbers, or of texts in the order of their bytes; those of ${target.name} have other types. Load without it.`,
      { code: 'LOADER_OPTION_INVALID', category: 'usage' },
    );
  }
  const [first, last] = [batch.rowNumbers[0] ?? null, batch.rowNumbers.at(-1) ?? null];
  const among = first === null || last === null ? '' : ` among the records ${first} to ${last}`;
  throw new WdhError(
    `The keys for ${target.name} do not ascend${among}, as keysAscend states. Sort the source by its key, each key once, or load without keysAscend.`,
    { code: 'KEYS_NOT_ASCENDING', category: 'data', rowNumber: first ?? undefined },
  );
}
