import { fileURLToPath } from 'node:url';
import { auditMigrations, type MigrationFolder } from '@wdh/warehouse-loader';

/** What the database of the job consists of, in the order in which it is built. */
export const migrations: readonly MigrationFolder[] = [
  auditMigrations,
  { name: 'sample-job', path: fileURLToPath(new URL('../../migrations', import.meta.url)) },
];
