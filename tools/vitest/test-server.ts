import path from 'node:path';
import { readEnvironment } from '@wdh/config';
import type { PostgresVersion } from '@wdh/local-postgres';
import { startTestServer } from '@wdh/local-postgres/testing';
import type {} from 'vitest';
import type { TestProject } from 'vitest/node';
import { seedTestData } from './seed-test-data.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of the server of this test run, for `createTestDatabase`. */
    readonly serverUrl: string;
    /** Its major version, for tests that start their own server. */
    readonly serverVersion: PostgresVersion;
  }
}

/** The server that the tests use. */
export interface WantedServer {
  readonly version: PostgresVersion | undefined;
  /** URL of a running server. */
  readonly serverUrl: string | undefined;
}

const versions: readonly PostgresVersion[] = [15, 16, 17, 18];

/**
 * Reads `PG_VERSION` (15 to 18) and `DATABASE_URL`, which select the server of the tests. An empty
 * value counts as unset.
 *
 * @throws Error for another version
 */
export function wantedServer(environment = readEnvironment()): WantedServer {
  const { PG_VERSION: version = '', DATABASE_URL: serverUrl = '' } = environment;
  const known = versions.find((candidate) => String(candidate) === version);
  if (version !== '' && known === undefined) {
    throw new Error(
      `PG_VERSION is "${version}": choose one of ${versions.join(', ')}, or unset it.`,
    );
  }
  return { version: known, serverUrl: serverUrl === '' ? undefined : serverUrl };
}

/**
 * Creates the `setup` function that Vitest calls before all tests: it starts a server or uses the
 * one of `DATABASE_URL`, migrates the template of the databases, and fills it from
 * `test/fixtures/test_data.sql` of the project if that exists.
 *
 * If no server is available, the run fails; no test is skipped.
 *
 * @param migrate Migrates the empty template, which every database of a test is copied from.
 * @example export const setup = testServer((connectionUrl) => migrateUp({ connectionUrl, folders }));
 */
export function testServer(
  migrate: (url: string) => Promise<unknown> = () => Promise.resolve(),
  wanted: () => WantedServer = wantedServer,
): (project: TestProject) => Promise<() => Promise<void>> {
  return async (project) => {
    const fixture = path.join(project.config.root, 'test', 'fixtures', 'test_data.sql');
    const server = await startTestServer({
      ...wanted(),
      migrate: async (url) => {
        await migrate(url);
        await seedTestData(url, fixture);
      },
    });
    project.provide('serverUrl', server.url);
    project.provide('serverVersion', Number.parseInt(server.version, 10) as PostgresVersion);
    return () => server.stop();
  };
}
