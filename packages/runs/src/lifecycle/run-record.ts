import type { Logger } from '@wdh/pipeline-core';
import {
  type ConnectionLease,
  type DedicatedConnection,
  endBackend,
  patienceMs,
} from '@wdh/postgres';
import { checkPlanned } from './check-planned.js';
import type { PlannedExecution } from './execution.js';
import { type AuditServer, prepareAudit } from './prepare-audit.js';
import { holdExecution, isStartedSince, startExecution } from './start-execution.js';

/** The record of a run, and the connection that holds its lock until the run ends. */
export class RunRecord {
  readonly #lease: ConnectionLease;
  readonly executionId: string;
  /** The server as it was when the run started. */
  readonly server: AuditServer;
  #connection: DedicatedConnection;
  #isGivenUp = false;
  #restoring: Promise<void> | null = null;

  private constructor(
    lease: ConnectionLease,
    executionId: string,
    connection: DedicatedConnection,
    server: AuditServer,
  ) {
    this.#lease = lease;
    this.executionId = executionId;
    this.server = server;
    this.#connection = connection;
  }

  /**
   * Writes the `running` row, before the source is opened.
   *
   * @throws WdhError the errors of {@link startExecution}, and `AUDIT_TABLES_MISSING`.
   */
  static async start(
    lease: ConnectionLease,
    planned: PlannedExecution,
    logger: Logger,
  ): Promise<RunRecord> {
    const { executionId } = planned;
    checkPlanned(planned);
    const connection = await lease.open(`wdh run ${executionId}`, { isLasting: true });
    const server = await prepareAudit(connection, logger);
    const record = new RunRecord(lease, executionId, connection, server);
    try {
      await startExecution(connection, planned);
    } catch (error) {
      if (!connection.isLost || !(await record.#wasStarted(server.time))) throw error;
    }
    return record;
  }

  get connection(): DedicatedConnection {
    return this.#connection;
  }

  /**
   * Prepares another attempt: a lost connection is replaced.
   *
   * @throws WdhError `EXECUTION_LOST` if another process has taken the lock meanwhile.
   */
  restore(): Promise<void> {
    // The load and the pulse may both find it lost.
    this.#restoring ??= this.#restore().finally(() => (this.#restoring = null));
    return this.#restoring;
  }

  /**
   * Replaces a connection that was lost during the load, and takes the lock again, before another
   * run marks this one abandoned. Costs nothing while the connection is open.
   */
  async renew(): Promise<void> {
    if (!this.#connection.isLost || this.#isGivenUp) return;
    try {
      await this.restore();
    } catch {
      // Tried once: the load may succeed without it, and its end checks the record.
      this.#isGivenUp = true;
    }
  }

  async #restore(): Promise<void> {
    try {
      await this.#connection.query('select');
    } catch {
      await this.#reconnect();
      await holdExecution(this.#connection, this.executionId);
    }
  }

  /** Checks whether this run wrote the row, if the reply was lost. */
  async #wasStarted(since: string): Promise<boolean> {
    try {
      await this.#reconnect();
      if (!(await isStartedSince(this.#connection, this.executionId, since))) return false;
      await holdExecution(this.#connection, this.executionId);
      return true;
    } catch {
      // The original error is more important.
      return false;
    }
  }

  async #reconnect(): Promise<void> {
    const lost = this.#connection;
    const options = { patienceMs, isLasting: true };
    const connection = await this.#lease.open(lost.applicationName, options);
    await endBackend(connection, lost);
    this.#connection = connection;
  }
}
