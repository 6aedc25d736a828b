import { readdirSync } from 'node:fs';
import { auditMigrations } from '@wdh/runs';

/** The migrations of the audit tables by their files, in order. */
export const auditFiles: readonly string[] = readdirSync(auditMigrations.path)
  .filter((file) => file.endsWith('.sql') && !file.endsWith('.down.sql'))
  .sort();
