import { WdhError } from '@wdh/pipeline-core';
import type { NoticeChannel, NoticeDelivery } from '../notice-channel.js';
import type { Notice } from '../notice.js';
import { DeliveryError } from './delivery-error.js';
import { withinDeadline } from './within-deadline.js';

/** How long a delivery may take. Milliseconds. */
export interface DeliveryLimits {
  readonly attemptTimeoutMs: number;
  readonly retryDelayMs: number;
  /** Ends the wait before the second attempt, which is then made at once. */
  readonly hurry: AbortSignal;
  /** Ends the delivery. */
  readonly signal: AbortSignal;
}

/** A delivery that succeeded, and the number of attempts. */
export interface Delivered extends NoticeDelivery {
  readonly attempts: number;
}

/** A server that asks for a longer wait is not asked again. */
const longestWaitMs = 30_000;

/**
 * Sends a notice through a channel: a second time, if the first attempt failed in a way that may pass. An
 * attempt that ran into its deadline is not repeated, as the notice may have arrived.
 */
export async function deliver(
  channel: NoticeChannel,
  notice: Notice,
  limits: DeliveryLimits,
): Promise<Delivered> {
  try {
    return { ...(await attempt(channel, notice, limits)), attempts: 1 };
  } catch (error) {
    const waitMs = waitAfter(error, limits.retryDelayMs);
    if (waitMs === null) throw error;
    await pause(waitMs, limits.hurry);
    return { ...(await attempt(channel, notice, limits)), attempts: 2 };
  }
}

function attempt(
  channel: NoticeChannel,
  notice: Notice,
  { attemptTimeoutMs, signal }: DeliveryLimits,
): Promise<NoticeDelivery> {
  const onDeadline = (): Error =>
    new DeliveryError(`There was no answer within ${attemptTimeoutMs} ms.`, { isRetryable: false });
  const limits = { deadlineMs: attemptTimeoutMs, onDeadline, signal };
  return withinDeadline(limits, (own) => channel.send(notice, { signal: own }));
}

function waitAfter(error: unknown, retryDelayMs: number): number | null {
  if (!(error instanceof WdhError) || !error.isRetryable) return null;
  const asked = error instanceof DeliveryError ? error.retryAfterMs : undefined;
  if (asked === undefined) return retryDelayMs;
  return asked > longestWaitMs ? null : asked;
}

function pause(ms: number, hurry: AbortSignal): Promise<void> {
  if (hurry.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      hurry.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    hurry.addEventListener('abort', end);
  });
}
