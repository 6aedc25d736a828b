export { type Logger, type LogContext, silentLogger } from './logger.js';
export { guardedLogger } from './guarded-logger.js';
export { teeLogger } from './tee-logger.js';
export { Pipeline } from './pipeline/pipeline.js';
export type { PipelineConfig } from './context/pipeline-config.js';
export type { PipelineContext, RunOptions } from './context/pipeline-context.js';
export type { PipelineObserver } from './context/pipeline-observer.js';
export type { PipelineResult } from './pipeline/pipeline-result.js';
export type {
  BoundPipeline,
  MeteredStream,
  PipelineStream,
  SourceValues,
} from './context/pipeline-stream.js';
export type { PipelineStep } from './steps/pipeline-step.js';
export type { StepHooks } from './steps/step-hooks.js';
export {
  type RowTransformStep,
  type RowStepOptions,
  type RowOutcome,
  rowStep,
} from './steps/row-transform-step.js';
export {
  type StepResult,
  type RowIssue,
  type RowVerdict,
  keepRow,
  rejectRow,
  filterRow,
} from './steps/step-result.js';
export {
  type DataFrameStep,
  type DataFrameStepOptions,
  type RowCountChange,
  type StepScope,
  dataFrameStep,
} from './steps/data-frame-step.js';
export {
  type CheckedRow,
  type RowSchema,
  type ValidateRowsOptions,
  validateRows,
} from './steps/validate-rows.js';
export { type RetryOptions, executeWithRetry } from './retry/execute-with-retry.js';
export type { RetriableError, RetryConfig } from './retry/retry-config.js';
export type { RowBatch } from './rows/row-batch.js';
export { JsonNumber } from './rows/json-number.js';
export { NumberTexts } from './rows/number-texts.js';
export {
  type RowSource,
  type SourceIdentity,
  type SourceStatistics,
  rowSource,
} from './rows/row-source.js';
export { inBatches } from './rows/in-batches.js';
export type { BatchInput } from './rows/source-batches.js';
export type { RejectedRow } from './accounting/rejected-row.js';
export type { RowNotice } from './accounting/row-notice.js';
export type { PipelineMetrics, StepMetrics } from './accounting/pipeline-metrics.js';
export type { StepSpend } from './accounting/step-spend.js';
export { type RowLedger, isBalanced } from './accounting/row-ledger.js';
export {
  WdhError,
  type WdhErrorOptions,
  type ErrorCategory,
  type ErrorContext,
  type ErrorReport,
} from './errors/wdh-error.js';
export type { ErrorFacts } from './errors/error-facts.js';
export { exitCodes } from './errors/exit-codes.js';
export { StepFailedError } from './errors/step-failed-error.js';
export { RowRejectedError } from './errors/row-rejected-error.js';
export { ErrorThresholdExceededError } from './errors/error-threshold-exceeded-error.js';
export { LedgerImbalanceError } from './errors/ledger-imbalance-error.js';
