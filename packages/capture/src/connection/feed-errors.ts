import { WdhError } from '@wdh/pipeline-core';
import type { SocketEnd } from './socket/socket-end.js';

/** Creates the error for a feed that only other options can open. */
export function feedRefused(feed: string, end: SocketEnd): WdhError {
  return new WdhError(`The feed ${feed} ${end.explanation}`, {
    code: 'FEED_REFUSED',
    category: 'usage',
  });
}

/** Creates the error for a feed whose circuit is open. */
export function feedUnavailable(feed: string, end: SocketEnd, failures: number): WdhError {
  const summary = `The feed ${feed} failed ${failures} times in a row. The last time it ${end.explanation} Try again later.`;
  return new WdhError(summary, {
    code: 'FEED_UNAVAILABLE',
    category: 'connection',
    isRetryable: true,
  });
}
