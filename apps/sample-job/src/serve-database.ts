/** Runs the job's own PostgreSQL server, to query the loaded rows: `nx run sample-job:database`. */
import { once } from 'node:events';
import { join } from 'node:path';
import { getSettings } from '@wdh/config';
import { startLocalPostgres } from '@wdh/local-postgres';
import { describeError } from './cli/describe-error.js';
import { complain, print } from './cli/print.js';

async function serve(): Promise<number> {
  const { wdhHome } = getSettings({ databaseUrl: 'optional-in-dev' });
  const server = await startLocalPostgres({ dataDir: join(wdhHome, 'postgres') });
  const { host, port, user, database, dataDir } = server;
  await print(`PostgreSQL ${server.version} serves the data of ${dataDir}. Connect with

  PGPASSWORD="$(cat '${join(dataDir, 'data', 'wdh-password')}')" psql -h ${host} -p ${port} -U ${user} ${database}

and end it with Ctrl+C.
`);
  // Listening for signals alone does not keep a process alive.
  const keepAlive = setInterval(() => undefined, 60_000);
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  clearInterval(keepAlive);
  await server.stop();
  return 0;
}

process.exitCode = await serve().catch(async (error: unknown) => {
  const { message, exitCode } = describeError(error);
  await complain(message);
  return exitCode;
});
