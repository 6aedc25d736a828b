export { type Logger, type LogContext, silentLogger } from './logger.js';
export {
  WdhError,
  type WdhErrorOptions,
  type ErrorCategory,
  type ErrorContext,
} from './errors/wdh-error.js';
export type { RejectedRow } from './accounting/rejected-row.js';
export { type RowLedger, isBalanced } from './accounting/row-ledger.js';
export type { RowBatch } from './rows/row-batch.js';
export type { RowSource, SourceIdentity } from './rows/row-source.js';
export type { BoundPipeline, PipelineStream } from './pipeline/pipeline-stream.js';
