import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { promisify } from 'node:util';
import { readEnvironment } from '@wdh/config';
import { WdhError } from '@wdh/pipeline-core';
import type { CommandContext } from '../../context/command-context.js';
import { psqlEnvironment } from './psql-environment.js';

/**
 * Opens psql on the database of the jobs and returns its exit code. A local server that does not
 * run is started for it.
 *
 * @throws WdhError `PSQL_MISSING`.
 */
export async function runPsql(context: CommandContext, args: readonly string[]): Promise<number> {
  // Before a server is started for it.
  await promisify(execFile)('psql', ['--version']).catch((cause: unknown) => {
    throw explainSpawn(cause);
  });
  const url = await context.connectionUrl();
  // Variables of the caller, such as PGHOSTADDR or PGSERVICE, would lead to another database.
  const kept = Object.entries(readEnvironment()).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !entry[0].startsWith('PG'),
  );
  const env = { ...Object.fromEntries(kept), ...psqlEnvironment(url) };
  // Ctrl+C cancels a query of psql: it must not end this process.
  const ignore = (): void => undefined;
  process.on('SIGINT', ignore);
  try {
    const child = spawn('psql', [...args], { stdio: 'inherit', env });
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    return code ?? 128 + constants.signals[signal ?? 'SIGTERM'];
  } finally {
    process.off('SIGINT', ignore);
  }
}

function explainSpawn(cause: unknown): unknown {
  if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') return cause;
  return new WdhError(
    'There is no psql in PATH: the server from npm comes without it. Install the client of PostgreSQL (Debian: apt install postgresql-client, macOS: brew install libpq, Windows: the installer of postgresql.org), or use wdh sql.',
    { code: 'PSQL_MISSING', category: 'usage', cause },
  );
}
