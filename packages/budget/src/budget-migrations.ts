import { fileURLToPath } from 'node:url';
import type { MigrationFolder } from '@wdh/migrations';

/** The migrations of this package: tenants, their budgets, what was spent, alerts, and the audit log. */
export const budgetMigrations: MigrationFolder = Object.freeze({
  name: 'budget',
  path: fileURLToPath(new URL('../migrations', import.meta.url)),
});
