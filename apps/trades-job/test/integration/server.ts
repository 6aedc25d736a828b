import { migrateUp } from '@wdh/migrations';
import { auditMigrations } from '@wdh/runs';
import { testServer } from '../../../../tools/vitest/test-server.js';
import { tradesJob } from '../../src/job.js';

/** Starts a server, whose template database is migrated. */
export const setup = testServer((connectionUrl) =>
  migrateUp({ connectionUrl, folders: [auditMigrations, ...tradesJob.migrations] }),
);
