import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { MigrationFolder } from '@wdh/migrations';
import type { Pipeline, PipelineConfig } from '@wdh/pipeline-core';
import type { Replay } from '@wdh/runs';
import type { Into, LoadMode, PipelineLoadOptions, UpsertKeys } from '@wdh/warehouse-loader';
import type { Partitions } from '../partitions/partitions.js';
import type { BadRowPolicy } from '../request/run-request.js';
import type { JobSource } from '../sources/job-source.js';

/** Options of a load that a job fixes, beside table, mode and keys; see `PipelineLoadOptions`. */
export type JobLoadOptions = Pick<
  PipelineLoadOptions,
  | 'specialValues'
  | 'unknownColumns'
  | 'allowEmpty'
  | 'overridingSystemValue'
  | 'advanceSequences'
  | 'lineage'
  | 'columnMetrics'
  | 'updateColumns'
  | 'checks'
  | 'retry'
>;

/** What a job does for one set of parameters, and one partition if it has partitions. */
export interface JobPlan {
  readonly source: JobSource<object>;
  /** Returns the input of a run whose request names none. Undefined: that is the example of the job. */
  readonly defaultInput?: (() => string) | undefined;
  /** Chains the steps to a pipeline of the given configuration. */
  readonly pipeline: (config: Partial<PipelineConfig>) => Pipeline<object, object>;
  readonly into: Into;
  readonly keys: UpsertKeys;
  readonly load: JobLoadOptions;
  /** The rejected rows of a run that the source reads; undefined if it reads an input. */
  readonly replay?: Replay | undefined;
}

/**
 * A job: one declaration that a command line, a queue, a schedule, a page or a test can run.
 *
 * Made by `defineJob`. An object of this shape made by hand works as well.
 *
 * @typeParam Raw - The rows that its source reads.
 * @typeParam Row - The rows that its steps return.
 */
export interface Job<Raw extends object = object, Row extends object = object> {
  /** Lower-case words with underscores or hyphens; unique in a project. */
  readonly name: string;
  /** Part of the identity of a load: another version loads the same file again. */
  readonly version: string;
  /** One sentence for people. */
  readonly description: string;
  /** The schema of its parameters; null: it has none. */
  readonly params: StandardSchemaV1 | null;
  /** The migrations of its own tables, in the order in which they are applied. */
  readonly migrations: readonly MigrationFolder[];
  /** The input of a run whose request names none; null: the request must name one. */
  readonly example: string | null;
  /** The mode of a run whose request names none. */
  readonly mode: LoadMode;
  /** What happens to a bad row where the request does not say. */
  readonly onBadRow: BadRowPolicy;
  /** Share of rejected rows, from 0 to 1, above which a collecting run fails. */
  readonly errorThreshold: number;
  /** Its partitions; undefined: it has none. */
  readonly partitions?: Partitions | undefined;
  /**
   * Returns what the job does for parameters that its schema has accepted, and for one of its
   * partitions, if it has partitions.
   */
  plan(params: unknown, partition?: string): JobPlan;
  /** The types of its rows; never set. */
  readonly rowTypes?: { readonly raw: Raw; readonly row: Row } | undefined;
}
