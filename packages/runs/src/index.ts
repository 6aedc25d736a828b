export { auditMigrations } from './audit-migrations.js';
export { auditTableNames } from './audit-tables.js';
export { abandonDeadExecutions } from './lifecycle/abandon-dead-executions.js';
export {
  claimSource,
  explainClaim,
  loadApplicationName,
  type EarlierRun,
} from './lifecycle/claim-source.js';
export { endExecution, type ExecutionEnd } from './lifecycle/end-execution.js';
export type { Execution } from './lifecycle/execution.js';
export { RunRecord } from './lifecycle/run-record.js';
export { startExecution } from './lifecycle/start-execution.js';
export {
  qualityMetricsOf,
  recordQualityMetrics,
  type QualityMetric,
} from './metrics/quality-metrics.js';
export type { RowCounts } from './metrics/row-counts.js';
export { RejectsJournal } from './rejects/rejects-journal.js';
export { pruneExecutions, type PrunedExecutions } from './retention/prune-executions.js';
export {
  dataQualityMetrics,
  pipelineExecutions,
  rejectedRows,
  runEvents,
  runSteps,
} from './schema.js';
