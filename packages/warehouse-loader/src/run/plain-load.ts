import type { Logger } from '@wdh/pipeline-core';
import {
  beginTransaction,
  commitTransaction,
  type ConnectionLease,
  endBackend,
  patienceMs,
  rehearseCommit,
  takeUserPath,
  stopOn,
} from '@wdh/postgres';
import { checkTarget } from '../catalog/check-target.js';
import { holdTarget } from '../catalog/hold-target.js';
import { nameLockHolder } from '../catalog/name-lock-holder.js';
import { tableNameOf } from '../catalog/target.js';
import { modeOf } from '../modes/load-modes.js';
import type { LoadOptions } from '../options/load-options.js';
import { type RowInput, toRowBatches } from '../options/row-input.js';
import { checkWritten } from './ledger/check-ledger.js';
import type { LoadEvents } from './load-events.js';
import { writeBatches, type WrittenBatches } from './write-batches.js';

/** The environment of a load, besides its options. */
export interface LoadEnvironment {
  readonly lease: ConnectionLease;
  readonly logger: Logger;
  readonly events: LoadEvents;
  readonly batchSize: number;
  readonly deadlineMs: number;
}

/** The result of {@link loadPlainly}. */
export interface PlainLoad extends WrittenBatches {
  readonly rowsRejected: number;
}

const applicationName = 'wdh load';

/** Loads rows in one transaction, without recording a run. */
export async function loadPlainly(
  rows: RowInput<object>,
  options: LoadOptions,
  { lease, logger, events, batchSize, deadlineMs }: LoadEnvironment,
): Promise<PlainLoad> {
  const { into, dryRun = false, signal } = options;
  const { unknownColumns = 'drop', allowEmpty = false } = options;
  const mode = modeOf(options);
  const connection = await lease.open(applicationName);
  const reconnect = () => lease.open(applicationName, { patienceMs });
  const unwatch = stopOn(signal, connection, 'load');
  let rowsRejected = 0;
  try {
    await beginTransaction(connection, deadlineMs);
    const held = await holdTarget(connection, into, mode, options, (target) => ({
      target,
      ...checkTarget(target, mode, options),
    }));
    const { target } = held;
    // Triggers and other code of the table run under the search path of its users.
    await connection.query(takeUserPath);
    events.started();
    const written = await writeBatches(toRowBatches(rows, batchSize), {
      ...held,
      connection,
      mode,
      logger,
      onTaken: events.took,
      uncompared: [],
      profile: null,
      unknownColumns,
      copyFormat: options.copyFormat,
      allowEmpty,
      onRefused: null,
      onRejected: (rejected) => {
        rowsRejected += rejected.length;
        return Promise.resolve();
      },
    });
    checkWritten(target.name, written);
    await (dryRun ? rehearseCommit(connection) : commitTransaction(connection, reconnect));
    return { ...written, rowsRejected };
  } catch (error) {
    connection.fail(error);
    // The original error is more important than an error of ending the backend.
    throw await reconnect()
      .then(async (other) => {
        const { backendPid } = connection;
        const named = await nameLockHolder(error, other, tableNameOf(into), backendPid);
        await endBackend(other, connection);
        return named;
      })
      .catch(() => error);
  } finally {
    unwatch();
  }
}
