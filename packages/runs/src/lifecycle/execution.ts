import type { SourceIdentity } from '@wdh/pipeline-core';

/** What is known of a run before its first row. */
export interface Execution {
  readonly executionId: string;
  readonly pipelineName: string;
  readonly pipelineVersion: string;
  readonly source: SourceIdentity;
  /** `schema.table`, quoted where needed. */
  readonly target: string;
  /** How rows were written, such as `append`. */
  readonly mode: string;
  readonly isForced: boolean;
}

/** SQL that turns an execution id, a text, into the key of the lock that says its run is alive. */
export const livenessKey = (executionId: string): string =>
  `hashtextextended('wdh execution ' || ${executionId}, 0)`;
