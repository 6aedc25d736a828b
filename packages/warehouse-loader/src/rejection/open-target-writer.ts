import type { RowBatch } from '@wdh/pipeline-core';
import { privilegeMissing, quoteIdentifiers, quoteTableName } from '@wdh/postgres';
import { type ColumnPlan, extendPlan, namesIn } from '../catalog/columns/plan-columns.js';
import { checkConflicts } from '../catalog/keys/check-conflicts.js';
import type { TargetColumn } from '../catalog/target.js';
import type { CopySegment } from '../copy/copy-segment.js';
import type { RowCopier } from '../copy/row-copier.js';
import { rowsFrom } from '../copy/rows-from.js';
import {
  createStagingTable,
  extendStagingTable,
  type StagingTable,
} from '../copy/staging-table.js';
import {
  nothingWritten,
  type TableWriter,
  type WriteCounts,
  type WriterOptions,
} from '../copy/table-writer.js';
import { RowEncoder } from '../values/row-encoder.js';
import { checkAtOnce } from './check-at-once.js';
import { mergeStaged } from './merge-staged.js';
import type { Merge, MergeSite } from './merge.js';
import { openCopier } from './open-copier.js';
import { GuardedStatements } from './staged/guarded-statements.js';

/** Creates the merge of a mode. */
export type CreateMerge = (site: MergeSite) => Merge;

/**
 * Starts writing rows: in modes with a staging table into that, and otherwise into the target.
 *
 * @param createMerge - Creates the merge for the rows in the staging table.
 */
export async function openTargetWriter(
  options: WriterOptions,
  plan: ColumnPlan,
  createMerge: CreateMerge,
): Promise<TableWriter> {
  const { connection, target, use, key } = options;
  if (key !== null) await checkConflicts(connection, target, key);
  const names = plan.columns.map(({ column }) => column.name);
  const staging = use.isStaged ? await createStagingTable(connection, target, names) : null;
  if (options.onRefused !== null) await checkAtOnce(connection);
  return new TargetWriter(options, plan, createMerge, staging);
}

/**
 * Writes rows as long as they name the same columns. From the first row on that names others, all
 * rows go to a staging table, with the columns that each of them names.
 */
class TargetWriter implements TableWriter {
  readonly #options: WriterOptions;
  readonly #createMerge: CreateMerge;
  #plan: ColumnPlan;
  #staging: StagingTable | null;
  #encoder: RowEncoder;
  #copier: RowCopier;
  #rowsTaken = 0;
  #rowsAppended = 0;
  #rowsStaged = 0;

  constructor(
    options: WriterOptions,
    plan: ColumnPlan,
    createMerge: CreateMerge,
    staging: StagingTable | null,
  ) {
    this.#options = options;
    this.#plan = plan;
    this.#createMerge = createMerge;
    this.#staging = staging;
    this.#encoder = new RowEncoder(options, plan);
    this.#copier = this.#openCopier();
  }

  get dropped(): readonly string[] {
    return this.#encoder.dropped;
  }

  get columns(): readonly TargetColumn[] {
    return this.#plan.columns;
  }

  get segment(): CopySegment | null {
    return this.#copier.segment;
  }

  async write(batch: RowBatch<object>): Promise<void> {
    let rest = batch;
    for (;;) {
      const written = await this.#copier.write(rest);
      this.#rowsTaken += written;
      if (written === rest.rows.length) return;
      rest = rowsFrom(rest, written);
      await this.#takeOthers(rest.rows);
    }
  }

  flush(): Promise<void> {
    return this.#copier.flush();
  }

  async finish(): Promise<WriteCounts> {
    await this.#finishCopier();
    const { connection, target, key, use, uncompared, onRefused } = this.#options;
    const { columns, updated } = this.#plan;
    const inserted = this.#rowsAppended;
    if (this.#staging === null) return { ...nothingWritten, inserted };
    const load = {
      connection,
      target,
      key,
      updatesRows: use.updatesRows,
      columns,
      updated,
      uncompared,
      createMerge: this.#createMerge,
      statements: new GuardedStatements(connection),
      isFatal: onRefused === null,
    };
    const { areKeysAscending } = this.#encoder;
    const names = columns.map(({ column }) => column.name);
    const count = this.#rowsStaged;
    const staged = { count, areKeysAscending, areKeysUnique: areKeysAscending, columns: names };
    const counts = await mergeStaged(load, this.#staging, staged, async (rejected) => {
      if (rejected.length > 0) await onRefused?.(rejected, () => Promise.resolve());
    });
    return { ...counts, inserted: counts.inserted + inserted };
  }

  /** Continues with rows that name other columns than the rows before them. */
  async #takeOthers(rows: readonly object[]): Promise<void> {
    await this.#finishCopier();
    checkRights(this.#options);
    const { connection, target } = this.#options;
    const before = this.#plan.columns;
    this.#plan = extendPlan(this.#options, this.#plan, namesIn(rows));
    const columns = this.#plan.columns.map(({ column }) => column);
    if (this.#staging === null) {
      const names = before.map(({ column }) => column.name);
      this.#staging = await createStagingTable(connection, target, names);
    }
    const added = columns.slice(before.length);
    this.#staging = await extendStagingTable(connection, this.#staging, target, columns, added);
    this.#encoder = this.#encoder.followedBy(this.#plan);
    this.#copier = this.#openCopier();
  }

  async #finishCopier(): Promise<void> {
    const copied = await this.#copier.finish();
    if (this.#staging === null) this.#rowsAppended += copied;
    else this.#rowsStaged += copied;
  }

  #openCopier(): RowCopier {
    const { catalog } = this.#options.target;
    const { columns } = this.#plan;
    const staging = this.#staging;
    const names = quoteIdentifiers(columns.map(({ column }) => column.name));
    const table = quoteTableName(catalog);
    const copied =
      staging === null
        ? {
            statement: `copy ${table} (${names}) from stdin`,
            name: table,
            table: catalog.table,
            oid: catalog.oid,
            columns,
            isNumbered: false,
            isMarked: false,
          }
        : {
            statement: staging.copyStatement,
            name: staging.name,
            table: staging.table,
            oid: 0,
            columns,
            isNumbered: true,
            isMarked: staging.given !== null,
          };
    return openCopier(this.#options, this.#encoder, copied, this.#rowsTaken);
  }
}

/** Checks what only rows that name different columns need. */
function checkRights({ target: { name, catalog }, use }: WriterOptions): void {
  const lacking = [
    ...(catalog.canCreateTemporary
      ? []
      : [
          `TEMPORARY on the database for rows that name different columns (${catalog.grantTemporary})`,
        ]),
    ...(use.updatesRows && !catalog.canLock
      ? [`UPDATE on ${name} as a whole, for an upsert of rows that lack columns`]
      : []),
  ];
  if (lacking.length > 0) throw privilegeMissing(lacking);
}
