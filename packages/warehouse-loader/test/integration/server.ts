import { startTestServer } from '@wdh/local-postgres/testing';
import type { TestProject } from 'vitest/node';
import { auditMigrations, migrateUp } from '../../src/index.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** For `createTestDatabase`. */
    readonly serverUrl: string;
  }
}

/** Starts one server for all test files; its template database holds the audit tables. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestServer({
    migrate: async (connectionUrl) => {
      await migrateUp({ connectionUrl, folders: [auditMigrations] });
    },
  });
  project.provide('serverUrl', server.url);
  return () => server.stop();
}
