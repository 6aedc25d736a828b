import { readdirSync } from 'node:fs';
import { auditMigrations } from '@wdh/runs';

/** The migrations of the audit tables by their files, in order. */
export const auditFiles: readonly string[] = readdirSync(auditMigrations.path)
  .filter((file) => file.endsWith('.sql') && !file.endsWith('.down.sql'))
  .sort();

/** The same as {@link auditFiles}, as the migrator tells of them. */
export const auditSteps = auditFiles.map((file) => ({ folder: 'warehouse-loader', file }));
