import { startTestServer } from '@wdh/local-postgres/testing';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of the server of this test run, for its superuser. */
    readonly serverUrl: string;
  }
}

/** Starts one server for the test run. Its databases are empty: the job migrates them itself. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestServer();
  project.provide('serverUrl', server.url);
  return () => server.stop();
}
