import { loggedError, type RunRequest, type Schedule } from '@wdh/job';
import { WdhError } from '@wdh/pipeline-core';
import type { Queryable } from '@wdh/postgres';
import type { Queue } from '../open-queue.js';
import { tickId } from './tick-id.js';

/**
 * The outcome of a tick: its run was `submitted`, or `skipped` by the overlap rule; the schedule was
 * `paused`; it was `missed`, because its time had passed too long ago or a later one was due; or its request
 * `failed`.
 */
export type TickOutcome = 'submitted' | 'skipped' | 'paused' | 'missed' | 'failed';

/** A tick that was handled. */
export interface HandledTick {
  readonly at: Date;
  readonly outcome: TickOutcome;
  /** Why no run was submitted; null if one was. */
  readonly reason: string | null;
  readonly executionId: string | null;
}

/** Submits the run of a tick, in the transaction of the connection. */
export async function submitTick(
  queue: Pick<Queue, 'submit'>,
  on: Queryable,
  schedule: Schedule,
  at: Date,
): Promise<HandledTick> {
  const { name, job, overlap } = schedule;
  const origin = { executionId: tickId(name, at), trigger: 'schedule' } as const;
  let request: RunRequest;
  try {
    request = schedule.requestAt(at);
  } catch (error) {
    return failed(at, error);
  }
  try {
    const [submitted] = await queue.submit(
      [
        {
          job,
          overlap,
          request,
          ...origin,
          requestedBy: `schedule ${name}`,
          schedule: { name, at },
        },
      ],
      on,
    );
    if (submitted?.status !== 'skipped') {
      // A duplicate was submitted at this tick, before the clock of the server went back.
      return { at, outcome: 'submitted', reason: null, executionId: origin.executionId };
    }
    return { at, outcome: 'skipped', reason: submitted.reason, executionId: null };
  } catch (error) {
    // A request is checked before the first statement. After any other error the tick is handled again.
    if (error instanceof WdhError && error.category === 'usage') return failed(at, error);
    throw error;
  }
}

function failed(at: Date, error: unknown): HandledTick {
  const { name, message = `its request throws (${name})` } = loggedError(error);
  return { at, outcome: 'failed', reason: message, executionId: null };
}
