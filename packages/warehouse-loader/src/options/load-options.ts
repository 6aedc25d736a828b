import type { RejectedRow, RetryConfig } from '@wdh/pipeline-core';
import type { Replay, RunDelivery, RunOrigin, RunPartition } from '@wdh/runs';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { UnknownColumns } from '../catalog/columns/unknown-columns.js';
import type { KeyIndex } from '../catalog/keys/find-key.js';
import type { Into } from '../catalog/target.js';
import type { GateCheck } from './gate-check.js';
import type { LoadModeName } from './load-mode-name.js';

/** The rows of a target: those of a drizzle table, or any rows for a table name. */
export type RowFor<To extends Into> = To extends PgTable ? To['$inferInsert'] : object;

/** The names in the rows of the columns of a target. */
export type ColumnOf<To extends Into> = To extends PgTable
  ? keyof To['_']['columns'] & string
  : string;

/** What makes rows the same: the columns of a unique index, or a unique index by its name. */
export type UpsertKeys<Column extends string = string> = readonly Column[] | KeyIndex;

type ModeOptions<Column extends string> =
  | { readonly mode?: 'append' | 'replace'; readonly upsertKeys?: UpsertKeys<Column> | undefined }
  | { readonly mode: LoadModeName; readonly upsertKeys: UpsertKeys<Column> };

/**
 * The target of rows, and how they are loaded.
 *
 * - `into`: a drizzle table, or `schema.table` by name.
 * - `mode`: `append` by default; see {@link LoadModeName}.
 * - `upsertKeys`: columns of a unique index, for modes `upsert` and `insert_new`; the other modes
 *   ignore them. `{ index: 'users_email_lower' }` names a unique index instead, which may be partial
 *   or have expressions; a row that has no key in it matches no row, and is inserted.
 * - `updateColumns`: the columns that an upsert changes in existing rows; it sets the others in new
 *   rows only. Default: all columns that a row names. Other modes ignore it.
 * - `dryRun`: does everything, including constraints and ledger, then rolls back. Default false.
 *   Sequences of the table's defaults advance anyway.
 * - `specialValues`: whether texts such as `NaN`, `infinity` and `-Infinity` are values. `refuse`
 *   (default): each is refused with `VALUE_WOULD_CHANGE`, because in files they usually mean a
 *   missing value. `keep`: they are stored, in numeric, floating-point, date and timestamp columns.
 * - `unknownColumns`: what happens to columns of the rows that the table does not have. `drop`
 *   (default): they are dropped, listed, and logged as a warning. `refuse`: they fail the load,
 *   which names them.
 * - `allowEmpty`: allows a replace without rows to delete all rows of the table. Default false: such
 *   a load fails with `REPLACE_WITHOUT_ROWS`.
 * - `overridingSystemValue`: keeps the values that rows have for columns `GENERATED ALWAYS AS
 *   IDENTITY`. Default false: such rows fail the load (`COLUMN_IS_IDENTITY`), because the server
 *   would assign new numbers.
 * - `advanceSequences`: advances the sequences of `serial` and identity columns and other defaults
 *   that rows have values for past the largest value in the table. Default false: a sequence that is
 *   behind is listed in `sequencesBehind` and in a warning. A rollback does not reset it; a dry run
 *   does not advance it.
 * - `copyFormat`: `auto` (default) sends rows in the binary format of COPY as long as their values are
 *   the same in it, and the others as text. `text` sends all as text. What is stored is the same.
 * - `signal`: stops the load, which is rolled back.
 */
export type LoadOptions<To extends Into = Into> = ModeOptions<ColumnOf<To>> & {
  readonly into: To;
  readonly updateColumns?: readonly ColumnOf<To>[] | undefined;
  readonly dryRun?: boolean | undefined;
  readonly overridingSystemValue?: boolean | undefined;
  readonly advanceSequences?: boolean | undefined;
  readonly specialValues?: 'refuse' | 'keep' | undefined;
  readonly unknownColumns?: UnknownColumns | undefined;
  readonly allowEmpty?: boolean | undefined;
  readonly copyFormat?: 'auto' | 'text' | undefined;
  readonly signal?: AbortSignal | undefined;
};

/** Attempts and delays of a load; see {@link RetryConfig} for the defaults. */
export type LoadRetry = Omit<RetryConfig, 'retriableErrors'>;

/**
 * The target of the rows of a pipeline, and how they are loaded.
 *
 * - `force`: loads a source even if it was loaded before. Default false.
 * - `onRefusal`: what happens if the encoder or the database refuses a row, by type, NOT NULL,
 *   CHECK, unique or foreign key. `fail` (default): it fails the load. `reject`: it goes to
 *   `rejected_rows`, and the rest is loaded, a little slower.
 * - `errorThreshold`: with `onRefusal: 'reject'`, the share of rejected rows, from 0 to 1, those of
 *   the pipeline included, above which refused rows fail the load. Checked at the end and, after
 *   1,000 rows, whenever rows are refused. Default 0.1, as in a pipeline.
 * - `onRejected`: receives the rejected rows of the pipeline and the refused rows in a stream, for
 *   example to write them to a file. It is called once in each attempt, and receives the rows up to
 *   the failure of an attempt. The load waits for it before COMMIT, and fails if it throws.
 * - `retry`: repeats the whole transaction, reading the source from its beginning, after errors that
 *   may be temporary: serialization failures, deadlocks, lock timeouts, exhausted or lost
 *   connections. `{}` means three attempts. Default: one attempt.
 * - `lineage`: fills `_execution_id` with the id of the run and `_source_line` with the line of the
 *   record, if the table has these columns. A row that an upsert leaves unchanged keeps its values.
 *   Default false.
 * - `columnMetrics`: the metrics of each column in `data_quality_metrics`. `cheap` (default): nulls,
 *   the approximate number of distinct values, and minimum and maximum of numbers, bigints and
 *   `Date`s. `all`: minimum and maximum also of numbers and dates delivered as texts. `none`.
 * - `run`: what requested the run; recorded with it. See {@link RunOrigin}.
 * - `checks`: checks of the loaded rows, run before COMMIT; see {@link GateCheck}.
 * - `onPhase`: is called when an attempt begins to merge, check or commit, for a display of progress.
 *   An exception that it throws fails the load.
 * - `delivery`: set if a queue delivers the run. What an earlier delivery of the same run left is ended:
 *   its sessions, and the rejected rows that it kept; this load continues the run. It confirms the
 *   delivery in its transaction.
 * - `partition`: the partition that the source holds. A run of a partition that was loaded before, or
 *   of an older version of it, is skipped, unless it is forced.
 * - `replay`: the rejected rows of a run, whose `source` the pipeline is bound to. Rows that are not
 *   rejected again become resolved by this run, in its transaction; the others keep their place with
 *   the new reason. Mode `replace` appends, refused rows are rejected in any number, and the pipeline
 *   must collect rejected rows in any number as well.
 */
export type PipelineLoadOptions<To extends Into = Into> = LoadOptions<To> & {
  readonly force?: boolean | undefined;
  readonly onRefusal?: 'fail' | 'reject' | undefined;
  readonly errorThreshold?: number | undefined;
  readonly onRejected?: ((rejected: AsyncIterable<RejectedRow>) => Promise<unknown>) | undefined;
  readonly retry?: LoadRetry | undefined;
  readonly lineage?: boolean | undefined;
  readonly columnMetrics?: 'all' | 'cheap' | 'none' | undefined;
  readonly run?: RunOrigin | undefined;
  readonly checks?: readonly GateCheck[] | undefined;
  readonly onPhase?: ((phase: LoadPhase) => void) | undefined;
  readonly replay?: Replay | undefined;
  readonly delivery?: RunDelivery | undefined;
  readonly partition?: RunPartition | undefined;
};

/**
 * What an attempt does after it has taken the last row: the server merges the rows into the table,
 * the checks run, and the transaction commits.
 */
export type LoadPhase = 'merge' | 'check' | 'commit';
