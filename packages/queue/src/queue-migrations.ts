import { fileURLToPath } from 'node:url';
import type { MigrationFolder } from '@wdh/migrations';

/**
 * The migrations of this package: the schema `wdh_queue` with the tables of pg-boss. Apply them after
 * `auditMigrations` of `@wdh/runs`.
 */
export const queueMigrations: MigrationFolder = Object.freeze({
  name: 'queue',
  path: fileURLToPath(new URL('../migrations', import.meta.url)),
});
