import type { RecordedMetric, RejectCount, Run, RunStep } from '@wdh/runs';

/** What is recorded about a run, as `wdh show --json` prints it. */
export interface RunReport {
  readonly run: Run;
  readonly steps: readonly RunStep[];
  readonly metrics: readonly RecordedMetric[];
  /** Rejected rows by code and column, the most frequent first. */
  readonly rejects: readonly RejectCount[];
}
