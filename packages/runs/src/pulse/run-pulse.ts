import { setTimeout as sleep } from 'node:timers/promises';
import { type Logger, WdhError } from '@wdh/pipeline-core';
import {
  type DatabaseEncoding,
  databaseEncoding,
  DatabaseError,
  type DedicatedConnection,
  type Queryable,
} from '@wdh/postgres';
import type { EventBuffer, WaitingEvent } from '../events/event-buffer.js';
import { recordLostEvents } from '../events/record-lost-events.js';
import { writeEvents } from '../events/write-events.js';
import { isExecutionLost } from '../executions/execution-lost.js';
import type { RunRecord } from '../lifecycle/run-record.js';
import { readCancelState } from '../requests/cancel-state.js';
import { type ServerClock, serverClock } from '../server-clock.js';
import type { StepRecord } from '../steps/step-record.js';
import { writeSteps } from '../steps/write-steps.js';

const intervalMs = 1_000;

/** Longest wait at the end of a run for answers of the server, in milliseconds. */
const patienceMs = 2_000;

/** Options of a {@link RunPulse}. */
export interface RunPulseOptions {
  readonly record: RunRecord;
  readonly events: EventBuffer;
  /** Returns the steps of the run so far. */
  readonly steps: () => readonly StepRecord[];
  /** Is called when another process requests the end of the run. */
  readonly onCancelRequested: () => void;
  /** Is called with `EXECUTION_LOST` when another process has the run. */
  readonly onLost: (error: unknown) => void;
  /** Receives a warning if the record is incomplete. */
  readonly logger: Logger;
}

/**
 * Writes the events and steps of a run once a second, on the connection of its record, and checks
 * whether another process requests its end. Replaces that connection if it is lost.
 *
 * It never fails the load. Events that the server refuses, or does not answer within two seconds at
 * the end, are counted as lost.
 */
export class RunPulse {
  readonly #options: RunPulseOptions;
  readonly #clock: ServerClock;
  readonly #encoding: DatabaseEncoding;
  readonly #timer: NodeJS.Timeout;
  #beat: Promise<unknown> = Promise.resolve();
  #isBeating = false;
  /** Events that were sent and not answered yet. */
  #sent: readonly WaitingEvent[] = [];
  #writtenSteps = '[]';
  /** Refused statements, by code: they are not sent again. */
  readonly #refused = new Map<'events' | 'steps', string>();

  constructor(options: RunPulseOptions) {
    const { timeMs, encoding } = options.record.server;
    this.#options = options;
    this.#clock = serverClock(timeMs);
    this.#encoding = databaseEncoding(encoding);
    this.#timer = setInterval(() => {
      if (!this.#isBeating) this.#beat = this.#run();
    }, intervalMs);
    this.#timer.unref();
  }

  /** Stops, and cuts a connection of the record that does not answer, so that its user need not wait. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    if (await isDone(this.#beat)) return;
    this.#options.record.connection.fail(noAnswer());
  }

  /**
   * Writes the last events and steps, and the number of lost events.
   *
   * @param on - An idle connection. Default: that of the record.
   */
  async finish(on = this.#options.record.connection): Promise<void> {
    clearInterval(this.#timer);
    const { record, events, logger } = this.#options;
    const { executionId } = record;
    const written = this.#beat
      .then(() => this.#write(on))
      .then(() =>
        events.lost === 0 ? undefined : recordLostEvents(answering(on), executionId, events.lost),
      )
      .catch(() => undefined);
    if (!(await isDone(written))) events.lose([...this.#sent, ...events.take()]);
    if (events.lost === 0 && this.#refused.size === 0) return;
    const refused = Object.fromEntries(this.#refused);
    logger.warn('execution.record.incomplete', { executionId, eventsLost: events.lost, refused });
  }

  async #run(): Promise<void> {
    const { record, onLost } = this.#options;
    this.#isBeating = true;
    // A load that waits does not look, and without its lock the run would be marked abandoned.
    if (record.connection.isLost) {
      await record.restore().catch((error: unknown) => {
        if (isExecutionLost(error)) onLost(error);
      });
    }
    const { connection } = record;
    if (!connection.isLost) await Promise.all([this.#look(connection), this.#write(connection)]);
    this.#isBeating = false;
  }

  async #look(on: DedicatedConnection): Promise<void> {
    const { record, onCancelRequested } = this.#options;
    const found = await readCancelState(answering(on), record.executionId).catch(() => null);
    if (found?.isRequested === true) onCancelRequested();
  }

  async #write(on: DedicatedConnection): Promise<void> {
    await Promise.all([this.#writeEvents(on), this.#writeSteps(on)]);
  }

  async #writeEvents(on: DedicatedConnection): Promise<void> {
    const { record, events } = this.#options;
    const taken = events.take();
    if (taken.length === 0) return;
    this.#sent = taken;
    const isWritten = await this.#attempt('events', () =>
      writeEvents(
        answering(on),
        record.executionId,
        taken,
        this.#clock,
        this.#encoding,
        record.start.eventsBefore,
      ),
    );
    this.#sent = [];
    if (!isWritten) events.lose(taken);
  }

  async #writeSteps(on: DedicatedConnection): Promise<void> {
    const { record, steps } = this.#options;
    const found = steps();
    const state = JSON.stringify(found);
    if (state === this.#writtenSteps) return;
    const isWritten = await this.#attempt('steps', () =>
      writeSteps(answering(on), record.executionId, found, this.#clock, this.#encoding),
    );
    if (isWritten) this.#writtenSteps = state;
  }

  /** Returns whether it was written. */
  async #attempt(what: 'events' | 'steps', write: () => Promise<void>): Promise<boolean> {
    if (this.#refused.has(what)) return false;
    try {
      await write();
      return true;
    } catch (error) {
      if (error instanceof DatabaseError && error.sqlState !== null && !error.isRetryable) {
        this.#refused.set(what, error.code);
      }
      return false;
    }
  }
}

/** A connection that stays usable after a refused statement. */
function answering(on: DedicatedConnection): Queryable {
  return {
    async query(text, parameters) {
      const answer = await on.ask<never>(text, parameters);
      if (answer instanceof DatabaseError) throw answer;
      return answer;
    },
  };
}

/** Waits for work that does not throw, for a limited time; returns whether it was done. */
async function isDone(work: Promise<unknown>): Promise<boolean> {
  const patience = new AbortController();
  const { signal } = patience;
  const isOver = sleep(patienceMs, false, { signal }).catch(() => false);
  const isFirst = await Promise.race([work.then(() => true), isOver]);
  patience.abort();
  return isFirst;
}

function noAnswer(): WdhError {
  return new WdhError(`The connection of the record did not answer in ${patienceMs / 1000} s.`, {
    code: 'CONNECTION_LOST',
    category: 'connection',
    isRetryable: true,
  });
}
