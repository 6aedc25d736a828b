import { stopLocalPostgres } from '@wdh/local-postgres';
import type { CommandContext } from '../../context/command-context.js';
import { localDataDir } from './local-server.js';

/** The options of `wdh db stop`. */
export interface StopOptions {
  readonly force: boolean;
}

/** Stops the local server; that there is none is no error. */
export async function stopServer(context: CommandContext, { force }: StopOptions): Promise<number> {
  const dataDir = localDataDir(context);
  const wasRunning = await stopLocalPostgres({ dataDir, force });
  await context.printResult({ wasRunning }, () =>
    wasRunning ? 'The server has stopped.' : `The server of ${dataDir} was not running.`,
  );
  return 0;
}
