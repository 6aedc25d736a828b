import { fileURLToPath } from 'node:url';
import type { MigrationFolder } from '@wdh/migrations';

/**
 * The migrations of this package: `pipeline_executions`, `run_steps`, `run_events`,
 * `data_quality_metrics` and `rejected_rows`, which a load of `@wdh/warehouse-loader` needs.
 */
export const auditMigrations: MigrationFolder = Object.freeze({
  name: 'warehouse-loader',
  path: fileURLToPath(new URL('../migrations', import.meta.url)),
  // The texts before operators were qualified; roles that may create objects in public could replace
  // them.
  formerTexts: {
    '0000_audit_tables.sql': ['28d1fa3f919e19fb448d16e8995a674d86a0e1cce4e820e479e46ce9ae82362f'],
    '0001_rehearsed_runs.sql': ['405f91cef5694c3ead894986f7e7cf5fcb4d4722287e626c34509939e24de81b'],
    '0001_rehearsed_runs.down.sql': [
      '7a449169eb7a3dd5f16f194c1e4f35054302698a76f42037787fc604829b9d6c',
    ],
  },
});
