import type { Logger } from '@wdh/pipeline-core';
import {
  type ConnectionLease,
  type DedicatedConnection,
  endBackend,
  patienceMs,
} from '@wdh/postgres';
import { checkPlanned } from '../executions/check-planned.js';
import { isExecutionLost } from '../executions/execution-lost.js';
import type { PlannedExecution } from '../executions/execution.js';
import type { RunDelivery } from '../executions/run-delivery.js';
import { holdExecution } from '../locks/liveness-lock.js';
import { recordSessionName } from '../locks/session-names.js';
import { firstStart, type RunStart } from '../starts/run-start.js';
import { startDelivered } from '../starts/start-delivered.js';
import { startExecution, startSince } from '../starts/start-execution.js';
import { type AuditServer, prepareAudit } from './prepare-audit.js';

/** The record of a run, and the connection that holds its lock until the run ends. */
export class RunRecord {
  readonly #lease: ConnectionLease;
  readonly executionId: string;
  /** The server as it was when the run started. */
  readonly server: AuditServer;
  #connection: DedicatedConnection;
  #start: RunStart = firstStart;
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
   * @param delivery - Set if a queue delivers the run, perhaps not for the first time.
   * @throws WdhError the errors of {@link startExecution} or `startDelivered`, and
   * `AUDIT_TABLES_MISSING`.
   */
  static async start(
    lease: ConnectionLease,
    planned: PlannedExecution,
    logger: Logger,
    delivery?: RunDelivery,
  ): Promise<RunRecord> {
    const { executionId } = planned;
    checkPlanned(planned);
    const connection = await lease.open(recordSessionName(executionId), {
      isLasting: true,
    });
    const server = await prepareAudit(connection, logger);
    const record = new RunRecord(lease, executionId, connection, server);
    if (delivery !== undefined) {
      record.#start = await startDelivered(connection, planned, delivery, logger);
      return record;
    }
    try {
      record.#start = await startExecution(connection, planned);
    } catch (error) {
      if (!connection.isLost || !(await record.#wasStarted(server.time))) throw error;
    }
    return record;
  }

  /** The start of the run, which its end must name, and where its records continue. */
  get start(): RunStart {
    return this.#start;
  }

  get connection(): DedicatedConnection {
    return this.#connection;
  }

  /**
   * Prepares another attempt: a lost connection is replaced.
   *
   * @throws WdhError `EXECUTION_LOST` if another process has taken the lock, or continued the run,
   * meanwhile.
   */
  restore(): Promise<void> {
    // The load and the pulse may both find it lost.
    this.#restoring ??= this.#restore().finally(() => (this.#restoring = null));
    return this.#restoring;
  }

  /**
   * Replaces a connection that was lost during the load, and takes the lock again, before another
   * run marks this one abandoned. Costs nothing while the connection is open.
   *
   * @throws WdhError `EXECUTION_LOST` if another process has the run.
   */
  async renew(): Promise<void> {
    if (!this.#connection.isLost || this.#isGivenUp) return;
    try {
      await this.restore();
    } catch (error) {
      if (isExecutionLost(error)) throw error;
      // Tried once: the load may succeed without it, and its end checks the record.
      this.#isGivenUp = true;
    }
  }

  async #restore(): Promise<void> {
    try {
      await this.#connection.query('select');
    } catch {
      await this.#reconnect();
      await this.#hold();
    }
  }

  /** Without its lock, the connection must write nothing: another process may continue the run. */
  async #hold(): Promise<void> {
    try {
      await holdExecution(this.#connection, this.executionId, this.#start.delivery);
    } catch (error) {
      this.#connection.fail(error);
      throw error;
    }
  }

  /** Checks whether this run wrote the row, if the reply was lost. */
  async #wasStarted(since: string): Promise<boolean> {
    try {
      await this.#reconnect();
      const start = await startSince(this.#connection, this.executionId, since);
      if (start === null) return false;
      this.#start = start;
      await this.#hold();
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
