import type { SourceIdentity } from '@wdh/pipeline-core';
import type { RunOrigin } from '../requests/run-origin.js';

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
}

/** What is known about a run before its first row. */
export interface Execution extends PlannedExecution {
  readonly source: SourceIdentity;
}

/** Returns the SQL for the lock key of a running run, from its execution id as text. */
export const livenessKey = (executionId: string): string =>
  `hashtextextended('wdh execution ' || ${executionId}, 0)`;
