import type { SourceIdentity } from '@wdh/pipeline-core';
import type { RunOrigin } from '../requests/run-origin.js';

/** The part of a job's data that a run loads. */
export interface RunPartition {
  /** Such as `2026-01`; up to 100 characters. */
  readonly key: string;
  /** Version of the input, such as that in the name of its file. Default: none. */
  readonly version?: string | undefined;
}

/** The schedule that requested a run. */
export interface RunSchedule {
  readonly name: string;
  /** The time for which the run was requested. */
  readonly at: Date;
}

/** What is known about a run before its source is opened. */
export interface PlannedExecution {
  readonly executionId: string;
  readonly pipelineName: string;
  readonly pipelineVersion: string;
  /** `schema.table`, quoted if needed. */
  readonly target: string;
  /** How rows are written, such as `append`. */
  readonly mode: string;
  readonly isForced: boolean;
  /** The origin of the run. */
  readonly origin?: RunOrigin | undefined;
  /** Two successful runs of one partition and version are refused, unless one is forced. */
  readonly partition?: RunPartition | undefined;
  readonly schedule?: RunSchedule | undefined;
  /** Unique among the runs of a job that wait for their first start; up to 200 characters. */
  readonly submitKey?: string | undefined;
  /** Unique among the runs that wait or run; up to 200 characters. */
  readonly overlapKey?: string | undefined;
}

/** What is known about a run before its first row. */
export interface Execution extends PlannedExecution {
  readonly source: SourceIdentity;
}
