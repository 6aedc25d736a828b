import { migrateUp } from '@wdh/migrations';
import { auditMigrations } from '@wdh/runs';
import { testServer } from '../../../../tools/vitest/test-server.js';
import { budgetMigrations } from '../../src/index.js';

/** One server for all test files; its template database has the tables of runs and budgets. */
export const setup = testServer((connectionUrl) =>
  migrateUp({ connectionUrl, folders: [auditMigrations, budgetMigrations] }),
);
