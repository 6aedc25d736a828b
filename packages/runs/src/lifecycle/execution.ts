import type { SourceIdentity } from '@wdh/pipeline-core';
import type { RunOrigin } from '../requests/run-origin.js';

/** What is known of a run before its source is opened. */
export interface PlannedExecution {
  readonly executionId: string;
  readonly pipelineName: string;
  readonly pipelineVersion: string;
  /** `schema.table`, quoted where needed. */
  readonly target: string;
  /** How rows are written, such as `append`. */
  readonly mode: string;
  readonly isForced: boolean;
  /** Where the run comes from. */
  readonly origin?: RunOrigin | undefined;
}

/** What is known of a run before its first row. */
export interface Execution extends PlannedExecution {
  readonly source: SourceIdentity;
}

/** SQL that turns an execution id, a text, into the key of the lock that says its run is alive. */
export const livenessKey = (executionId: string): string =>
  `hashtextextended('wdh execution ' || ${executionId}, 0)`;
