import { migrateUp } from '@wdh/migrations';
import { testServer } from '../../../../tools/vitest/test-server.js';
import { auditMigrations } from '../../src/index.js';

/** One server for all test files; its template database has the audit tables. */
export const setup = testServer((connectionUrl) =>
  migrateUp({ connectionUrl, folders: [auditMigrations] }),
);
