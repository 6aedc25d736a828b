import { fileURLToPath } from 'node:url';
import { type MigrationFolder } from '@wdh/migrations';
import { auditMigrations } from '@wdh/runs';

/** What the database of the job consists of, in the order in which it is built. */
export const migrations: readonly MigrationFolder[] = [
  auditMigrations,
  { name: 'sample-job', path: fileURLToPath(new URL('../../migrations', import.meta.url)) },
];
