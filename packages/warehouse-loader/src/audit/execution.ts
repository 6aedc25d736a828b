import type { SourceIdentity } from '@wdh/pipeline-core';
import type { LoadMode } from '../target/load-mode.js';

/** What is known of a run before its first row. */
export interface Execution {
  readonly executionId: string;
  readonly pipelineName: string;
  readonly pipelineVersion: string;
  readonly source: SourceIdentity;
  /** `schema.table`, quoted where needed. */
  readonly target: string;
  readonly mode: LoadMode;
  readonly isForced: boolean;
}

/** What became of the rows of a run. `read = inserted + … + filtered - added`. */
export interface RowCounts {
  /** Records of the source, malformed ones included. */
  readonly read: number;
  readonly inserted: number;
  readonly updated: number;
  /** Rows of an upsert that the table held already, just so. */
  readonly unchanged: number;
  /** Rows of an upsert whose key came again later in the same run. */
  readonly superseded: number;
  readonly rejected: number;
  readonly filtered: number;
  /** Rows that dataset steps made beyond those they were given. */
  readonly added: number;
}

/** SQL that turns an execution id, a text, into the key of the lock that says its run is alive. */
export const livenessKey = (executionId: string): string =>
  `hashtextextended('wdh execution ' || ${executionId}, 0)`;
