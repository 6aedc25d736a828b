export { closestName } from './catalog/closest-name.js';
export type { UnknownColumns } from './catalog/columns/unknown-columns.js';
export type { KeyIndex } from './catalog/keys/find-key.js';
export {
  type DescribedColumn,
  type DescribedIndex,
  describeTable,
  type TableDescription,
} from './catalog/table-description.js';
export type { Into } from './catalog/target.js';
export { loadModeNames, type LoadModeName as LoadMode } from './options/load-mode-name.js';
export type { GateCheck, LoadedRows } from './options/gate-check.js';
export type {
  ColumnOf,
  LoadOptions,
  LoadPhase,
  LoadRetry,
  PipelineLoadOptions,
  RowFor,
  UpsertKeys,
} from './options/load-options.js';
export type { RowInput, Rows } from './options/row-input.js';
export type { LoadReport, LoadStatus, PreviousRun } from './results/load-report.js';
export type { LoadResult } from './results/load-result.js';
export type { TriggerWrites } from './results/trigger-writes.js';
export { LoadError } from './run/load-error.js';
export {
  WarehouseLoader,
  type ProjectedRows,
  type WarehouseLoaderOptions,
} from './warehouse-loader.js';
