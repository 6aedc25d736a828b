import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { dataFolder, serverLogFile } from '../cluster/cluster-folder.js';
import { lastLines } from '../errors/explain-failure.js';
import { LocalPostgresError } from '../errors/local-postgres-error.js';
import { readPostmasterFile } from '../processes/postmaster-file.js';
import type { HoldRequest } from './held-server.js';

const pollMs = 10;

/**
 * Waits until the server with that pid accepts connections and returns its port; undefined if it
 * ended instead.
 *
 * @throws LocalPostgresError `LOCAL_POSTGRES_START_TIMEOUT`
 */
export async function untilReady(
  request: HoldRequest,
  pid: number,
  hasEnded: () => boolean,
): Promise<number | undefined> {
  const { folder, deadline } = request;
  for (;;) {
    const file = await readPostmasterFile(dataFolder(folder));
    if (file?.pid === pid && file.isReady) return file.port;
    if (hasEnded()) return undefined;
    if (performance.now() > deadline) {
      const log = await readFile(serverLogFile(folder, pid), 'utf8').catch(() => '');
      throw new LocalPostgresError(
        'LOCAL_POSTGRES_START_TIMEOUT',
        `The server of ${folder.path} does not accept connections in time. Recovery after a crash may take longer: set a longer \`startTimeoutMs\`. Its last output:\n${lastLines(log)}`,
      );
    }
    await sleep(pollMs);
  }
}
