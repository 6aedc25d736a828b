export {
  createRecordingLogger,
  type RecordedEvent,
  type RecordingLogger,
} from './recording-logger.js';
export { type RowFactory, rowFactory } from './row-factory.js';
export { type BatchOrigin, batchOf } from './batch-of.js';
export { rejectedRowOf } from './rejected-row-of.js';
export { expectRowsEqualIgnoringOrder } from './expect-rows-equal-ignoring-order.js';
export { type RunStepOptions, runStep } from './run-step.js';
