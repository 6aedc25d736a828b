import type { RejectedRow, RetryConfig } from '@wdh/pipeline-core';
import type { RunOrigin } from '@wdh/runs';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { UnknownColumns } from '../catalog/columns/unknown-columns.js';
import type { Into } from '../catalog/target.js';
import type { GateCheck } from './gate-check.js';
import type { LoadModeName } from './load-mode-name.js';

/** The rows that fit a target: those that a drizzle table takes, or any for a table by name. */
export type RowFor<To extends Into> = To extends PgTable ? To['$inferInsert'] : object;

/** The names by which rows call the columns of a target. */
export type ColumnOf<To extends Into> = To extends PgTable
  ? keyof To['_']['columns'] & string
  : string;

type ModeOptions<Key extends string> =
  | { readonly mode?: 'append' | 'replace'; readonly upsertKeys?: readonly Key[] | undefined }
  | { readonly mode: LoadModeName; readonly upsertKeys: readonly Key[] };

/**
 * Where rows go and how.
 *
 * - `into`: a drizzle table, or `schema.table` by name.
 * - `mode`: `append` by default; see {@link LoadModeName}.
 * - `upsertKeys`: columns of a unique index, for modes `upsert` and `insert_new`; the other modes ignore
 *   them.
 * - `dryRun`: does everything, constraints and ledger included, then rolls back. Default false.
 *   Sequences that the table's defaults draw from move on all the same.
 * - `specialValues`: whether texts such as `NaN`, `infinity` and `-Infinity` are values. `refuse`
 *   (default): each is refused with `VALUE_WOULD_CHANGE`, since files mean by them that there is no
 *   value. `keep`: they are stored, in numeric, floating-point, date and timestamp columns.
 * - `unknownColumns`: what happens to columns of the rows that the table does not take. `drop`
 *   (default): they are dropped, listed and warned of. `refuse`: they fail the load, by the name.
 * - `allowEmpty`: lets a replace by no row delete all rows of the table. Default false: such a load
 *   fails with `REPLACE_WITHOUT_ROWS`.
 * - `overridingSystemValue`: keeps the values that rows have for columns `GENERATED ALWAYS AS
 *   IDENTITY`. Default false: such rows fail the load (`COLUMN_IS_IDENTITY`), since the server would
 *   number them anew.
 * - `advanceSequences`: moves the sequence of a `serial` or identity column, or of another default,
 *   that rows have values for behind the largest value in the table. Default false: a sequence that is
 *   behind is named in `sequencesBehind` and in a warning. No rollback takes it back; a dry run leaves it.
 * - `signal`: stops the load, and nothing of it stays.
 */
export type LoadOptions<To extends Into = Into> = ModeOptions<ColumnOf<To>> & {
  readonly into: To;
  readonly dryRun?: boolean | undefined;
  readonly overridingSystemValue?: boolean | undefined;
  readonly advanceSequences?: boolean | undefined;
  readonly specialValues?: 'refuse' | 'keep' | undefined;
  readonly unknownColumns?: UnknownColumns | undefined;
  readonly allowEmpty?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
};

/** How often and how patiently a load is tried; see {@link RetryConfig} for the defaults. */
export type LoadRetry = Omit<RetryConfig, 'retriableErrors'>;

/**
 * Where the rows of a pipeline go and how.
 *
 * - `force`: loads a source also when it was loaded before. Default false.
 * - `onRefusal`: what a row does that the encoder or the database refuses, by type, NOT NULL, CHECK,
 *   unique or foreign key. `fail` (default): it fails the load. `reject`: it goes to
 *   `rejected_rows`, and the rest is loaded, a little slower.
 * - `errorThreshold`: with `onRefusal: 'reject'`, the share of rejected rows, from 0 to 1, those of
 *   the pipeline included, above which refused rows fail the load. Judged at the end and, once 1,000
 *   rows are in, whenever rows are refused. Default 0.1, as in a pipeline.
 * - `onRejected`: takes the rejected rows as they come, those of the pipeline and refused ones, to
 *   write them to a file for instance. It is called once in each attempt, and is given the rows up
 *   to where an attempt failed. The load waits for it before COMMIT, and fails with what it throws.
 * - `retry`: does the whole transaction again, reading the source from its beginning, where the
 *   server or the network says that this may help: serialization failures, deadlocks, lock timeouts,
 *   exhausted or lost connections. `{}` stands for three attempts. Default: one attempt.
 * - `lineage`: fills `_execution_id` with the id of the run and `_source_line` with the line of the
 *   record, where the table has these columns. A row that an upsert leaves unchanged keeps its own.
 *   Default false.
 * - `columnMetrics`: what `data_quality_metrics` tells of each column. `cheap` (default): nulls, about
 *   how many different values, and least and greatest of numbers, bigints and `Date`s. `all`: least
 *   and greatest also of numbers and dates that come as texts. `none`.
 * - `run`: what asked for the run, and as what; recorded with it. See {@link RunOrigin}.
 * - `checks`: questions about the loaded rows, asked before COMMIT; see {@link GateCheck}.
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
};
