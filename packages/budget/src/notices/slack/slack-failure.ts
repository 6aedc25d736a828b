import { DeliveryError } from '../delivery/delivery-error.js';

/** Codes of errors before the request was sent: another attempt cannot post it twice. */
const unsent = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Describes a request that has no answer. The message of its error is left out. */
export function slackUnreachable(error: unknown): DeliveryError {
  const code = codeOf((error as Error | undefined)?.cause) ?? codeOf(error) ?? 'no code';
  return new DeliveryError(`Slack could not be reached (${code}).`, {
    isRetryable: unsent.has(code),
  });
}

function codeOf(error: unknown): string | null {
  const { code } = Object(error) as { readonly code?: unknown };
  return typeof code === 'string' ? code : null;
}

/** Describes a refusal; null for a success. */
export async function slackRefusal(response: Response): Promise<DeliveryError | null> {
  const { status } = response;
  if (response.ok) {
    await response.body?.cancel();
    return null;
  }
  if (status >= 300 && status < 400) {
    await response.body?.cancel();
    const summary = `Slack answered ${status}: redirects are not followed. Check the URL of the webhook.`;
    return new DeliveryError(summary, { isRetryable: false });
  }
  const word = await wordOf(response);
  const summary = `Slack answered ${status}${word === null ? '' : ` (${word})`}.`;
  return new DeliveryError(summary, {
    isRetryable: status === 429 || status >= 500,
    retryAfterMs: retryAfterMs(response.headers.get('retry-after')),
  });
}

/** Slack answers by one word, such as `channel_is_archived`. Anything else is not repeated. */
async function wordOf({ body }: Response): Promise<string | null> {
  if (body === null) return null;
  const reader = (body as ReadableStream<Uint8Array>).getReader();
  const { value } = await reader.read();
  await reader.cancel();
  const text = new TextDecoder().decode(value).trim();
  return /^[a-z_]{2,60}$/u.test(text) ? text : null;
}

/** Slack sends seconds. */
function retryAfterMs(header: string | null): number | undefined {
  return header !== null && /^\d{1,6}$/u.test(header) ? Number(header) * 1_000 : undefined;
}
