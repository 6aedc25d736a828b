import { fileURLToPath } from 'node:url';
import type { MigrationFolder } from '@wdh/migrations';

/**
 * The migrations of this package: the sessions of the console, and who did what with it. Apply them
 * after `auditMigrations` of `@wdh/runs`.
 */
export const consoleMigrations: MigrationFolder = Object.freeze({
  name: 'console',
  path: fileURLToPath(new URL('../migrations', import.meta.url)),
});
