import { exitCodes } from '@wdh/pipeline-core';
import type { CommandContext } from '../../context/command-context.js';
import { findServer, localDataDir, otherDatabaseNote, showServer } from './local-server.js';

/** Prints whether the local server runs; exits with 3 if it does not, like `pg_ctl status`. */
export async function serverStatus(context: CommandContext): Promise<number> {
  const note = await otherDatabaseNote(context);
  const found = await findServer(context);
  if (found === undefined) {
    const dataDir = localDataDir(context);
    await context.printResult(
      { isRunning: false, dataDir },
      () => `The server of ${dataDir} is not running.${note}`,
    );
    return exitCodes.connection;
  }
  await context.printResult(showServer(found), () => {
    const users = found.userPids.length === 0 ? 'none' : found.userPids.join(', ');
    return [
      `running    port ${found.port}, process ${found.pid}`,
      `ends       ${found.isKept ? 'with wdh db stop' : 'with the last process that uses it'}`,
      `users      ${users}`,
      `data       ${found.dataDir}`,
      `log        ${found.logFile}${note}`,
    ].join('\n');
  });
  return 0;
}
