import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { Agent } from 'node:https';
import { WdhError } from '@wdh/pipeline-core';

/** Options for an input that is downloaded from an `https://` address. */
export interface DownloadOptions {
  /**
   * Headers to send, such as `{ authorization: 'Bearer …' }`. They are not sent to another host
   * after a redirect. Default none.
   */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /**
   * Whether `http://` addresses are accepted, whose bytes anyone on the way can read and change.
   * Default false; those of this machine, such as `http://localhost`, are always accepted.
   */
  readonly allowHttp?: boolean | undefined;
  /** Certificates of authorities to trust, in PEM, instead of those of Node. */
  readonly ca?: string | undefined;
  /** The agent for HTTPS connections, such as one for a proxy. Default: that of Node. */
  readonly agent?: Agent | undefined;
  /** Maximum number of redirects. Default 5. */
  readonly maxRedirects?: number | undefined;
  /** Maximum time until a connection is open. Default 10,000. */
  readonly connectTimeoutMs?: number | undefined;
  /** Maximum time without a byte from the server. Default 60,000. */
  readonly idleTimeoutMs?: number | undefined;
  /** Maximum time for the whole download, with all its attempts. Default 3,600,000, an hour. */
  readonly totalTimeoutMs?: number | undefined;
  /**
   * Number of attempts where the network or the server fails; each begins with the first byte.
   * Default 3.
   */
  readonly maxAttempts?: number | undefined;
  /** Wait before the second attempt; doubles with each further one. Default 1,000. */
  readonly backoffMs?: number | undefined;
}

/** Options with their defaults. */
export type CompleteDownloadOptions = DownloadOptions & {
  readonly [Name in keyof typeof defaults]: number;
};

const defaults = {
  maxRedirects: 5,
  connectTimeoutMs: 10_000,
  idleTimeoutMs: 60_000,
  totalTimeoutMs: 3_600_000,
  maxAttempts: 3,
  backoffMs: 1_000,
};

/** A timer set for longer fires at once. */
const longestTimerMs = 2 ** 31 - 1;

/** @throws WdhError `INVALID_OPTION` (usage) for a number out of its range, or an invalid header. */
export function completeDownload(options: DownloadOptions = {}): CompleteDownloadOptions {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  const complete = { ...defaults, ...Object.fromEntries(given) } as CompleteDownloadOptions;
  for (const name of Object.keys(defaults) as (keyof typeof defaults)[]) {
    const value = complete[name];
    const least = name === 'maxRedirects' || name === 'backoffMs' ? 0 : 1;
    if (Number.isSafeInteger(value) && value >= least && value <= longestTimerMs) continue;
    throw invalidOption(name, `a whole number from ${least}`);
  }
  for (const [name, value] of Object.entries(complete.headers ?? {})) expectHeader(name, value);
  return complete;
}

function expectHeader(name: string, value: string): void {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
  } catch {
    throw invalidOption('headers', 'names and values that HTTP allows');
  }
}

function invalidOption(name: string, expected: string): WdhError {
  return new WdhError(`The option download.${name} must be ${expected}.`, {
    code: 'INVALID_OPTION',
    category: 'usage',
  });
}
