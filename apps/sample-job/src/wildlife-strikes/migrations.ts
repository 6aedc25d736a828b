import { fileURLToPath } from 'node:url';
import { type MigrationFolder } from '@wdh/migrations';
import { auditMigrations } from '@wdh/runs';

/** The migration folders of the job, in the order in which they are applied. */
export const migrations: readonly MigrationFolder[] = [
  auditMigrations,
  { name: 'sample-job', path: fileURLToPath(new URL('../../migrations', import.meta.url)) },
];
