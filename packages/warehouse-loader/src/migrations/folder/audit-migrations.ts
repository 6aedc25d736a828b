import { fileURLToPath } from 'node:url';
import type { MigrationFolder } from './migration-folder.js';

/**
 * The migrations of this package: `pipeline_executions`, `data_quality_metrics` and
 * `rejected_rows`, which {@link WarehouseLoader.loadPipeline} needs.
 */
export const auditMigrations: MigrationFolder = Object.freeze({
  name: 'warehouse-loader',
  path: fileURLToPath(new URL('../../../migrations', import.meta.url)),
});
