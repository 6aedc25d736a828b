import { WdhError } from '@wdh/pipeline-core';

/** First words of Redis' error replies, and what to do about them. */
const advice: Readonly<Record<string, string>> = {
  NOAUTH: 'Give user and password in the URL',
  WRONGPASS: 'Correct user and password in the URL',
  NOPERM: 'Allow the user SET, GET, DEL and EVAL on keys that begin with wdh:',
  READONLY: 'Connect to the primary',
  MOVED: 'Connect to a server that is not part of a cluster',
  OOM: 'Raise maxmemory, or let Redis evict keys with a time to live',
  MISCONF: 'Let Redis save its data: see its log',
};

/**
 * Returns the error of a store in Redis. Of the cause, it names the code alone: messages of Redis and of
 * the driver may contain keys, addresses and credentials.
 */
export function storeFailed(server: string, cause: unknown): WdhError {
  const reason = reasonOf(cause);
  const known = advice[reason];
  const what = known ?? 'Check address and server; it connects again by itself';
  return new WdhError(`Redis at ${server} did not do what was asked (${reason}). ${what}.`, {
    code: 'STORE_FAILED',
    category: 'connection',
    isRetryable: known === undefined,
  });
}

/** Returns the error of a command or connection that took too long. */
export function storeTooSlow(server: string, deadlineMs: number): WdhError {
  return new WdhError(
    `Redis at ${server} did not answer within ${deadlineMs} ms. Check address and server; it connects again by itself.`,
    { code: 'STORE_FAILED', category: 'connection', isRetryable: true },
  );
}

/** Returns the error of a store that was closed. */
export function storeClosed(): WdhError {
  return new WdhError('The store is closed. Create a new one.', {
    code: 'STORE_CLOSED',
    category: 'usage',
  });
}

/** An error reply begins with its code; an error of the system has one; else the name of the class. */
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return 'unknown error';
  const { code } = cause as { readonly code?: unknown };
  if (typeof code === 'string' && /^[A-Z][A-Z0-9_]*$/.test(code)) return code;
  return /^[A-Z]{3,}(?= )/.exec(cause.message)?.[0] ?? cause.constructor.name;
}
