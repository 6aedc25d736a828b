import { once } from 'node:events';
import { join } from 'node:path';
import { type LocalPostgres, startLocalPostgres } from '@wdh/local-postgres';
import type { CommandContext } from '../../context/command-context.js';
import { makeHome } from '../../host/make-home.js';
import { complain } from '../../terminal/print.js';
import { localDataDir, otherDatabaseNote, requireServer, showServer } from './local-server.js';

/** The options of `wdh db start`. */
export interface StartOptions {
  readonly port?: number;
  readonly foreground: boolean;
}

/** Starts the local server, or keeps the one that runs for another command. */
export async function startServer(context: CommandContext, options: StartOptions): Promise<number> {
  const { port, foreground } = options;
  const { signal } = context;
  const note = await otherDatabaseNote(context);
  const notes: string[] = [];
  makeHome(context.settings.wdhHome);
  const server = await startLocalPostgres({
    dataDir: localDataDir(context),
    port,
    keepRunning: !foreground,
    onLog: (line) => notes.push(line),
  });
  try {
    const found = await requireServer(context);
    for (const line of notes) await complain(`${line}.`);
    await context.printResult({ ...showServer(found), version: server.version }, () => {
      const facts = `PostgreSQL ${server.version} runs on port ${found.port} (process ${found.pid}); data in ${found.dataDir}.`;
      const end = foreground
        ? `Connect with\n\n  ${psqlLine(server)}\n\nand end it with Ctrl+C.`
        : 'It runs until wdh db stop. Open it with wdh sql or wdh db psql; wdh db url prints its address.';
      return `${facts}\n${end}${note}`;
    });
    if (!foreground) return 0;
    // Listening for signals alone does not keep a process alive.
    const keepAlive = setInterval(() => undefined, 60_000);
    if (!signal.aborted) await once(signal, 'abort');
    clearInterval(keepAlive);
    return 0;
  } finally {
    await server.stop();
  }
}

/** The command that opens psql, without the password itself. */
function psqlLine({ dataDir, host, port, user, database }: LocalPostgres): string {
  const file = join(dataDir, 'data', 'wdh-password').replaceAll("'", String.raw`'\''`);
  return `PGPASSWORD="$(cat '${file}')" psql -h ${host} -p ${port} -U ${user} ${database}`;
}
