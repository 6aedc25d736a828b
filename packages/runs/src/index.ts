export { auditMigrations } from './audit-migrations.js';
export { auditTableNames } from './audit-tables.js';
export { abandonDeadExecutions } from './lifecycle/abandon-dead-executions.js';
export { claimPartition, type LoadedPartition } from './claims/claim-partition.js';
export { claimSource, explainClaim } from './claims/claim-source.js';
export { claimRead, claimUnread } from './claims/claim-unread.js';
export type { EarlierRun } from './claims/earlier-run.js';
export type { SkippedFor } from './claims/skipped-for.js';
export { compareVersions } from './claims/compare-versions.js';
export { ExecutionEnded } from './starts/execution-ended.js';
export type { RunDelivery } from './executions/run-delivery.js';
export type { RunStart } from './starts/run-start.js';
export { endExecution, type ExecutionEnd } from './lifecycle/end-execution.js';
export { EventBuffer } from './events/event-buffer.js';
export type {
  Execution,
  PlannedExecution,
  RunPartition,
  RunSchedule,
} from './executions/execution.js';
export { isExecutionLost } from './executions/execution-lost.js';
export { recordSource } from './lifecycle/record-source.js';
export type { CancelOptions, CancelRequest } from './lifecycle/request-cancel.js';
export { loadSessionName } from './locks/session-names.js';
export { failExecution, type ExecutionFailure } from './queueing/fail-execution.js';
export { queueExecutions, type QueuedExecution } from './queueing/queue-executions.js';
export { requeueExecution, type RequeueOptions } from './queueing/requeue-execution.js';
export type { WaitingRunsOptions } from './queueing/waiting-executions.js';
export { RunRecord } from './lifecycle/run-record.js';
export { startExecution } from './starts/start-execution.js';
export {
  qualityMetricsOf,
  recordQualityMetrics,
  type QualityMetric,
} from './metrics/quality-metrics.js';
export type { RowCounts } from './metrics/row-counts.js';
export { openRuns, type OpenRunsOptions, type PruneRunsOptions, type Runs } from './open-runs.js';
export type { RejectCount, RejectCountsOptions } from './queries/rejects/count-rejected-rows.js';
export type { ChecksOptions, RecordedCheck } from './queries/figures/checks-of.js';
export type { ComparedMetrics, RunMetrics } from './queries/figures/compared-metrics.js';
export type { JobFigures, JobFiguresOptions, RunMark } from './queries/figures/job-figures.js';
export type { MetricName } from './queries/figures/metric-names.js';
export type { ActivityOptions, RunActivity, RunDay } from './queries/figures/activity-of.js';
export type { EarlierEventsPage, EventsBeforeOptions } from './queries/events/events-before.js';
export type { RunEventsOptions, RunEventsPage } from './queries/events/events-of.js';
export type { EventFilter, RunEvent } from './queries/events/select-events.js';
export type { ChildRun, Run } from './queries/get-run.js';
export type { ListRunsOptions } from './queries/list-runs.js';
export type { MetricsOptions, RecordedMetric } from './queries/metrics-of.js';
export type { Page, PageOptions } from './queries/page.js';
export {
  partitionStatuses,
  type PartitionRun,
  type PartitionsOptions,
  type PartitionState,
  type PartitionStatus,
} from './queries/partitions-of.js';
export type { RejectedRowsOptions } from './queries/rejects/rejected-rows.js';
export type { RunFilter } from './queries/run-filter.js';
export type { RunOrder } from './queries/run-order.js';
export type { RunRows, RunSummary } from './queries/run.js';
export type { StepFigures } from './queries/step-figures-of.js';
export type { RunStep } from './queries/steps-of.js';
export type { RejectFilter, StoredReject } from './queries/rejects/stored-reject.js';
export { RunPulse } from './pulse/run-pulse.js';
export { RejectsJournal } from './rejects/rejects-journal.js';
export type { RejectsStore, RejectsStoreOptions } from './rejects/rejects-store.js';
export { countOpenRejects } from './replay/count-open-rejects.js';
export { openReplay } from './replay/open-replay.js';
export type { Replay, ReplayCounts } from './replay/replay.js';
export { ReplayedRejects } from './replay/replayed-rejects.js';
export { holdsRedacted, redactJson } from './requests/redact-json.js';
export { runCancelled } from './requests/cancel-state.js';
export type { RunOrigin } from './requests/run-origin.js';
export { pruneExecutions, type PrunedExecutions } from './retention/prune-executions.js';
export { endStatuses, openStatuses, type RunStatus } from './run-status.js';
export { runTriggers, type RunTrigger } from './run-trigger.js';
export type { RecentRun } from './watching/recent-runs.js';
export type { RunRevision } from './watching/revisions-of.js';
export type { StepRecord } from './steps/step-record.js';
