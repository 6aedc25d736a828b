import path from 'node:path';
import { readEnvironment } from '@wdh/config';
import type { PostgresVersion } from '@wdh/local-postgres';
import { startTestServer } from '@wdh/local-postgres/testing';
import type {} from 'vitest';
import type { TestProject } from 'vitest/node';
import { seedTestData } from './seed-test-data.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of the server of this run of tests, for `createTestDatabase`. */
    readonly serverUrl: string;
    /** Its major version, for tests that start a server of their own. */
    readonly serverVersion: PostgresVersion;
  }
}

/** Which server the tests are to use. */
export interface WantedServer {
  readonly version: PostgresVersion | undefined;
  /** Of a server that runs already. */
  readonly serverUrl: string | undefined;
}

const versions: readonly PostgresVersion[] = [15, 16, 17, 18];

/**
 * Reads which server the tests are to use: `PG_VERSION` (15 to 18) and `DATABASE_URL`. What is set
 * and empty counts as unset.
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
 * Makes the `setup` of a file that Vitest calls before all tests: has a server for them, starts it
 * or enters the one of `DATABASE_URL`, migrates the template of their databases, and fills it from
 * `test/fixtures/test_data.sql` of the project where that exists.
 *
 * A server that cannot be had fails the run: no test is skipped for it.
 *
 * @param migrate Brings the empty template to the state in which every test finds its database.
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
