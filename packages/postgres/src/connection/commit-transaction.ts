import { setTimeout as sleep } from 'node:timers/promises';
import { type ErrorCategory, WdhError } from '@wdh/pipeline-core';
import type { DedicatedConnection } from './dedicated-connection.js';
import { endBackend } from './end-backend.js';
import { takeUserPath } from './session-settings.js';

type Reconnected = Pick<DedicatedConnection, 'query' | 'close'>;

const outcomeOpen: ReadonlySet<ErrorCategory> = new Set(['connection', 'interrupted']);
const attempts = 20;
const pauseMs = 100;

/**
 * Commits. If the reply is lost, asks the server over another connection for the outcome of the
 * transaction, because it may be committed.
 *
 * @throws WdhError `COMMIT_UNKNOWN` if the outcome is not known; the errors of COMMIT itself.
 * @see https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-INFO-SNAPSHOT
 */
export async function commitTransaction(
  connection: DedicatedConnection,
  reconnect: () => Promise<Reconnected>,
): Promise<void> {
  // Deferred triggers run in COMMIT.
  const [current] = await connection.query<{ readonly id: string | null }>(
    `select pg_catalog.pg_current_xact_id_if_assigned()::pg_catalog.text as id; ${takeUserPath}`,
  );
  try {
    await connection.query('commit');
  } catch (error) {
    const id = current?.id;
    // For any reason, a stop of the run included: COMMIT may have been done before.
    const isReplyLost = error instanceof WdhError && outcomeOpen.has(error.category);
    if (!isReplyLost || id === null || id === undefined) throw error;
    if (await wasCommitted(connection, id, reconnect)) return;
    throw error;
  }
}

async function wasCommitted(
  cut: DedicatedConnection,
  transactionId: string,
  reconnect: () => Promise<Reconnected>,
): Promise<boolean> {
  let connection: Reconnected | null = null;
  try {
    connection = await reconnect();
    await endBackend(connection, cut);
    for (let attempt = 0; attempt < attempts; attempt++) {
      const [found] = await connection.query<{ readonly status: string | null }>(
        'select pg_xact_status($1::text::xid8) as status',
        [transactionId],
      );
      if (found?.status === 'committed') return true;
      if (found?.status === 'aborted') return false;
      await sleep(pauseMs);
    }
  } catch {
    // Reported below as an unknown outcome.
  } finally {
    // Its slot is needed for another attempt.
    await connection?.close();
  }
  throw new WdhError(
    'The connection was lost during COMMIT, and the server does not report whether the rows are stored. ' +
      'Check before loading again.',
    { code: 'COMMIT_UNKNOWN', category: 'connection' },
  );
}
