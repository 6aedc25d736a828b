import { migrateUp } from '@wdh/migrations';
import { queueMigrations } from '@wdh/queue';
import { auditMigrations } from '@wdh/runs';
import { testServer } from '../../../../tools/vitest/test-server.js';

/** One server for all test files; its template database has the tables of runs and queue. */
export const setup = testServer((connectionUrl) =>
  migrateUp({ connectionUrl, folders: [auditMigrations, queueMigrations] }),
);
