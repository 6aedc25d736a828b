import type { SourceIdentity } from '@wdh/pipeline-core';
import type { RowCounts } from '../audit/execution.js';

/** What an audited load did. */
export interface LoadReport {
  /** `skipped`: the same source was loaded before by the same version of the pipeline. */
  readonly status: 'success' | 'skipped';
  readonly executionId: string;
  readonly pipelineName: string;
  readonly pipelineVersion: string;
  /** `schema.table`, quoted where needed. */
  readonly target: string;
  readonly source: SourceIdentity;
  /** All zero where the run was skipped. */
  readonly rows: RowCounts;
  /** Names that the rows used and the table does not have. */
  readonly droppedColumns: readonly string[];
  readonly durationMs: number;
  readonly attempts: number;
  /** The run that loaded this source before; null where there is none, or none was looked for. */
  readonly previousExecutionId: string | null;
}
