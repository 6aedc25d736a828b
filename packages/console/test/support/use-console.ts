import { createTestDatabase, type TestDatabase } from '@wdh/local-postgres/testing';
import { parseConnectionUrl, StatementPool } from '@wdh/postgres';
import { openRuns, type Runs } from '@wdh/runs';
import { afterAll, beforeAll, inject } from 'vitest';
import { createConsole, type Console, type ConsoleOptions, type Role } from '../../src/index.js';

/** A console over a database for one test file. */
export interface UsedConsole {
  readonly url: string;
  readonly database: StatementPool;
  readonly runs: Runs;
  readonly console: Console;
  /** Sends a request as a visitor with roles; null: without a login. */
  readonly ask: (path: string, request?: AskOptions) => Promise<Response>;
}

/** A request of a test. */
export interface AskOptions {
  readonly method?: string;
  readonly body?: unknown;
  /** Default: viewer and operator. */
  readonly as?: VisitorName | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Visitors of a test, by name; the token of each is its name, repeated. */
const visitors = {
  viewer: ['viewer'],
  operator: ['viewer', 'operator'],
  data: ['viewer', 'operator', 'data'],
} as const satisfies Record<string, readonly Role[]>;

/** A visitor of a test. */
export type VisitorName = keyof typeof visitors;

/** Returns the token of a visitor. */
export const tokenOf = (name: VisitorName): string => name.repeat(8).padEnd(32, '_');

/**
 * Opens a console before the tests of a file, and closes it after them.
 *
 * @param open - Returns further options, which need the URL of the database.
 */
export function useConsole(
  options: Partial<ConsoleOptions> = {},
  open: (url: string) => Promise<Partial<ConsoleOptions>> = () => Promise.resolve({}),
): UsedConsole {
  let place: TestDatabase;
  let database: StatementPool;
  let runs: Runs;
  let opened: Console;
  beforeAll(async () => {
    place = await createTestDatabase(inject('serverUrl'));
    const address = parseConnectionUrl(place.url);
    database = new StatementPool({
      address,
      applicationName: 'wdh console',
      size: 2,
      deadlineMs: 30_000,
      statementTimeoutMs: 5_000,
    });
    runs = openRuns({ connectionUrl: place.url });
    opened = await createConsole({
      runs,
      database,
      project: { jobs: new Map(), schedules: new Map(), watches: new Map(), inputs: [] },
      launch: { connectionUrl: place.url },
      auth: {
        tokens: Object.entries(visitors).map(([name, roles]) => ({
          name,
          roles,
          token: tokenOf(name as VisitorName),
        })),
      },
      ...options,
      ...(await open(place.url)),
    });
  });
  afterAll(async () => {
    await opened.close();
    await runs.close();
    await database.close();
    await place.drop();
  });
  return {
    get url() {
      return place.url;
    },
    get database() {
      return database;
    },
    get runs() {
      return runs;
    },
    get console() {
      return opened;
    },
    ask: (path, { method = 'GET', body, as = 'operator', headers = {} } = {}) => {
      const login = as === null ? {} : { authorization: `Bearer ${tokenOf(as)}` };
      return opened.fetch(
        new Request(`http://127.0.0.1:3000${options.basePath ?? ''}${path}`, {
          method,
          headers: {
            ...login,
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            ...headers,
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }),
      );
    },
  };
}
