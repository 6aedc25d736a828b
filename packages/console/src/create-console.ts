import { silentLogger } from '@wdh/pipeline-core';
import { Access } from './access/access.js';
import { createAudit } from './access/audit.js';
import { checkConsoleTables, withConsoleTables } from './access/console-tables.js';
import { createApi } from './api/create-api.js';
import { checkOptions } from './check-options.js';
import type { ConsoleOptions } from './console-options.js';
import type { ConsoleParts } from './console-parts.js';
import { consoleOrigin } from './http/console-origin.js';
import { errorAnswer } from './http/error-answer.js';
import { createHealth } from './http/health.js';
import { pageAnswer } from './http/page/page-answer.js';
import { readPageFiles } from './http/page/page-files.js';
import { Refusal } from './http/refusal.js';
import { checkRequest, checkSite } from './http/request-guard.js';
import { withSecurityHeaders } from './http/security-headers.js';
import { prepareFolders } from './inputs/prepare-folders.js';
import { openLauncher } from './launch/open-launcher.js';
import { Live } from './live/live.js';

/** The console as a function of requests, for any server that speaks the Fetch API. */
export interface Console {
  /**
   * Answers a request; it never rejects.
   *
   * @param connection - what the server knows beside the request.
   */
  readonly fetch: (request: Request, connection?: ConsoleConnection) => Promise<Response>;
  /** Whether only the link of its start logs in: it must not be reachable from other machines. */
  readonly isLocal: boolean;
  /** Ends its streams and its own runs, and waits for them. */
  readonly close: () => Promise<void>;
}

/** What a server knows about the connection of a request. */
export interface ConsoleConnection {
  /** Address of its other end, such as `127.0.0.1`. Without it, all clients share one limit of logins. */
  readonly peer?: string | undefined;
  /** Address of this machine that it leads to. Without it, only declared hosts and `localhost` are served. */
  readonly local?: string | undefined;
}

/**
 * Creates the web page of runs.
 *
 * @throws WdhError `CONSOLE_OPTION_INVALID` (usage), `CONSOLE_PAGE_MISSING` (file),
 * `CONSOLE_TABLES_MISSING` (schema).
 */
export async function createConsole(options: ConsoleOptions): Promise<Console> {
  checkOptions(options);
  const { auth, logger = silentLogger } = options;
  const database = withConsoleTables(options.database);
  const access = new Access(auth, database, logger);
  const origin = consoleOrigin(options);
  const files = await readPageFiles(origin.basePath);
  await checkConsoleTables(database);
  await prepareFolders(options.project.inputs);
  const live = new Live({ ...options, access });
  access.sessions.onEnd((id) => {
    live.endSession(id);
  });
  const launcher = openLauncher(options);
  const audit = createAudit(database);
  const parts: ConsoleParts = { ...options, access, audit, origin, live, launcher };
  const api = createApi(parts);
  const health = createHealth(database);
  const respond = async (
    request: Request,
    { peer, local }: ConsoleConnection,
  ): Promise<Response> => {
    checkRequest(request, origin, local);
    const path = pathBelow(new URL(request.url).pathname, origin.basePath);
    if (path === '/health' && ['GET', 'HEAD'].includes(request.method)) return health();
    if (path !== '/api' && !path.startsWith('/api/')) return pageAnswer(files, path, request);
    checkSite(request, origin);
    return api(request, peer);
  };
  return {
    fetch: async (request, connection = {}) => {
      const answer = await respond(request, connection).catch((error: unknown) =>
        errorAnswer(error, logger),
      );
      return withSecurityHeaders(answer);
    },
    isLocal: auth.tokens.length === 0 && auth.proxy === undefined,
    close: async () => {
      await live.close();
      await launcher?.close();
    },
  };
}

/** @throws Refusal 404 for another path than those of the console. */
function pathBelow(path: string, basePath: string): string {
  if (path === basePath) return '/';
  if (path.startsWith(`${basePath}/`)) return path.slice(basePath.length);
  throw new Refusal(404, 'NOT_FOUND', `The console is at ${basePath}/.`);
}
