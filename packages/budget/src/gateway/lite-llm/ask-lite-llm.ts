import { WdhError } from '@wdh/pipeline-core';
import { parse, stringify } from 'lossless-json';
import { GatewayError } from '../port/gateway-error.js';
import type { GatewayCall } from '../port/gateway.js';
import { readBody } from './read-body.js';

/** Where LiteLLM is, and who asks. */
export interface LiteLlmAddress {
  /** Without a slash at its end. */
  readonly url: string;
  readonly masterKey: string;
  /** Longest time until the whole answer is there, in milliseconds. */
  readonly deadlineMs: number;
}

/** An answer of LiteLLM in JSON; numbers are those of lossless-json. */
export interface LiteLlmAnswer {
  readonly status: number;
  readonly body: unknown;
}

/**
 * Asks LiteLLM, by POST if there is a body. Answers of the statuses 200 to 299 and 400 to 499 are
 * returned if they are JSON; everything else is an error.
 *
 * @throws GatewayError without anything of the answer, and without the address, which may be private.
 */
export async function askLiteLlm(
  { url, masterKey, deadlineMs: usualMs }: LiteLlmAddress,
  path: string,
  { body, deadlineMs = usualMs, signal }: GatewayCall & { readonly body?: object | undefined } = {},
): Promise<LiteLlmAnswer> {
  const end = new AbortController();
  const stop = (): void => {
    end.abort();
  };
  const timer = setTimeout(stop, deadlineMs);
  signal?.addEventListener('abort', stop, { once: true });
  try {
    if (signal?.aborted === true) stop();
    const answer = await fetch(`${url}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${masterKey}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: stringify(body) ?? '' }),
      // The master key must not follow to another host.
      redirect: 'manual',
      signal: end.signal,
    });
    const refusal = refusalOf(answer);
    if (refusal !== null) {
      await answer.body?.cancel();
      throw refusal;
    }
    return { status: answer.status, body: parse(await readBody(answer)) };
  } catch (error) {
    throw explain(error, end.signal.aborted ? deadlineMs : null);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}

/** Returns the error of an answer whose body is not read. */
function refusalOf({ status, headers }: Response): GatewayError | null {
  if (status >= 300 && status < 400) {
    return new GatewayError('answered with a redirect, which is not followed', {
      status,
      advice: 'Correct its URL',
    });
  }
  if (status >= 500) return new GatewayError(`answered with status ${status}`, { status });
  if (/^application\/(?:[\w.-]+\+)?json\b/i.test(headers.get('content-type') ?? '')) return null;
  return new GatewayError(`answered with status ${status}, but not in JSON`, {
    status,
    advice: 'Check that its URL is that of LiteLLM',
  });
}

/** Errors of the platform may quote what was read. */
function explain(error: unknown, lateAfterMs: number | null): WdhError {
  if (error instanceof WdhError) return error;
  if (lateAfterMs !== null) return new GatewayError(`did not answer within ${lateAfterMs} ms`);
  if (error instanceof SyntaxError || error instanceof RangeError) {
    return new GatewayError('answered with malformed JSON');
  }
  const code = codeOf(error) ?? codeOf((error as { readonly cause?: unknown }).cause);
  return new GatewayError(
    code === null ? 'closed the connection before its answer' : `cannot be reached (${code})`,
  );
}

function codeOf(error: unknown): string | null {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,40}$/.test(code) ? code : null;
}
