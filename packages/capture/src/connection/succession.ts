import { elapsesBefore } from './feed-clock.js';
import type { CompleteFeedOptions } from './feed-options.js';
import type { FeedSocket } from './socket/feed-socket.js';

/** What replacing a connection needs. */
export interface SuccessionOptions {
  readonly options: CompleteFeedOptions;
  /** Opens a connection that is held until its predecessor has ended. */
  readonly open: () => FeedSocket;
  /** Whether the consumer is behind, so that the predecessor has unread messages. */
  readonly isBehind: () => boolean;
}

/** Wait after a successor that could not take over. */
const retryMs = 60_000;
/** A feed without a message in this time is quiet. */
const quietMs = 10_000;
/** A consumer that is behind is awaited so often, `overlapMs` each. */
const longestOverlaps = 30;

/**
 * Replaces a connection before the server ends it for its age: the new one is opened first, and the
 * old one is closed when both receive. Messages of the overlap are delivered twice, in order: those of
 * the new connection follow all of the old one.
 *
 * @returns the successor, or null where the connection ended first
 */
export async function successorOf(
  socket: FeedSocket,
  succession: SuccessionOptions,
): Promise<FeedSocket | null> {
  const { renewAfterMs, random, clock } = succession.options;
  let waitMs = Math.ceil(renewAfterMs * (1 - 0.01 * random()));
  for (;;) {
    if (!(await elapsesBefore(socket.ended, waitMs, clock))) return null;
    const next = succession.open();
    if ((await next.opened) && (await overlap(socket, next, succession))) {
      socket.retire();
      await socket.ended;
      next.release();
      return next;
    }
    next.stop();
    waitMs = retryMs;
  }
}

/**
 * Waits until both connections receive, and the old one has no backlog that the new one lacks. Returns
 * whether the new one can take over: false if it has ended, or the consumer stays behind.
 */
async function overlap(
  socket: FeedSocket,
  next: FeedSocket,
  { options, isBehind }: SuccessionOptions,
): Promise<boolean> {
  const { subscribe, overlapMs, clock } = options;
  const either = Promise.race([socket.ended, next.ended]);
  await Promise.race([next.send(subscribe), either]);
  await elapsesBefore(Promise.race([next.firstMessage, either]), quietMs, clock);
  for (let round = 0; round < longestOverlaps; round += 1) {
    const isEither = !(await elapsesBefore(either, overlapMs, clock));
    if (isEither || !isBehind()) return !next.hasEnded;
  }
  return false;
}
