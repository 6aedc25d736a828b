import { once } from 'node:events';
import { parseConnectionUrl, StatementPool } from '@wdh/postgres';
import { openRuns } from '@wdh/runs';
import type { CommandContext } from '../../context/command-context.js';
import { InterruptedError } from '../../outcome/interrupted-error.js';
import { importConsole } from '../../project/import-console.js';
import { consoleAuth } from './console-auth.js';
import { openConsoleBudgets, type OpenedBudgets } from './console-budgets.js';
import { printStart } from './console-start.js';
import { migrateConsole } from './migrate-console.js';
import { openLink } from './open-link.js';
import { openRunPlace, type RunPlaceName } from './run-place.js';

/** The options of `wdh console`. */
export interface ConsoleOptions {
  readonly port: number;
  readonly host: string;
  readonly open: boolean;
  readonly role: 'viewer' | 'operator' | 'data';
  readonly basePath?: string;
  readonly runIn?: RunPlaceName;
  readonly migrate: boolean;
}

const nothing = { jobs: new Map(), schedules: new Map(), watches: new Map(), inputs: [] };

/** Longest time that the server works on a statement of the console, in milliseconds. */
const statementTimeoutMs = 5_000;

/** Serves the page of runs until a signal asks for its end; returns the exit code. */
export async function runConsole(
  context: CommandContext,
  options: ConsoleOptions,
): Promise<number> {
  const { consoleMigrations, createConsole, createStartToken, serveConsole } =
    await importConsole('wdh console');
  const found = await context.projectIfAny();
  const { settings, signal, logger } = context;
  // Before anything is opened.
  const auth = consoleAuth(settings, options, createStartToken);
  const { consoleUrl: publicUrl } = settings;
  const { basePath } = options;
  const launchUrl = await context.connectionUrl();
  if (options.migrate) await migrateConsole(launchUrl, consoleMigrations);
  const connectionUrl = settings.consoleDatabaseUrl ?? launchUrl;
  const place = await openRunPlace(context, options, connectionUrl);
  const runs = openRuns({ connectionUrl, statementTimeoutMs });
  const database = new StatementPool({
    address: parseConnectionUrl(connectionUrl),
    applicationName: 'wdh console',
    size: 2,
    deadlineMs: 30_000,
    statementTimeoutMs,
  });
  let budgets: OpenedBudgets | null = null;
  try {
    // Without its tables, or a right to them, each page would only say so.
    await runs.listRuns({ limit: 1 });
    budgets = await openConsoleBudgets(settings, {
      ...{ connectionUrl, ownerUrl: launchUrl, logger, statementTimeoutMs },
    });
    const opened = await createConsole({
      ...{ runs, database, auth, logger, publicUrl, basePath, budgets: budgets?.budgets },
      project: found ?? nothing,
      // Replays are not queued: the console loads them itself.
      launch: { connectionUrl: launchUrl },
      ...(place.queue === null ? {} : { queue: place.queue }),
    });
    try {
      const server = await serveConsole(opened, options);
      const origin = server.origin.replace(/\/\/(?:0\.0\.0\.0|\[::\])(?=:)/u, '//localhost');
      const link = linkOf(publicUrl ?? `${origin}${basePath ?? ''}`, auth.startToken);
      const closeLink = options.open ? await openLink(context, link) : null;
      try {
        await printStart(context, { link, project: found, place, connectionUrl, ...server });
        if (!signal.aborted) await once(signal, 'abort');
        await context.terminal.printTo('stderr', 'Ending. Ctrl+C again ends it at once.\n');
      } finally {
        await closeLink?.();
        await server.close();
      }
    } finally {
      await opened.close();
    }
  } finally {
    await budgets?.close();
    await runs.close();
    await database.close();
    await place.close();
  }
  if (signal.reason instanceof InterruptedError) return 0;
  throw signal.reason;
}

/** Returns the address that logs in; what follows `#` is sent to no server. */
function linkOf(url: string, token: { readonly token: string } | undefined): string {
  return token === undefined ? url : `${url.replace(/\/$/u, '')}/login#token=${token.token}`;
}
