import { once } from 'node:events';
import { join } from 'node:path';
import { getSettings } from '@wdh/config';
import { startLocalPostgres } from '@wdh/local-postgres';
import { describeError } from '../../outcome/describe-error.js';
import { complain, print } from '../../terminal/print.js';

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

/** Runs the local server until it is interrupted, to query the loaded rows. */
export async function serveDatabase(): Promise<number> {
  try {
    return await serve();
  } catch (error) {
    const { message, exitCode } = describeError(error);
    await complain(message);
    return exitCode;
  }
}
