import { WdhError } from '@wdh/pipeline-core';

/** Whether and when another attempt may succeed. */
export interface DeliveryRetry {
  readonly isRetryable: boolean;
  /** How long the server asks to wait, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
}

/**
 * A notice that a channel could not send. It has no cause: errors of servers contain addresses and answers.
 */
export class DeliveryError extends WdhError {
  readonly retryAfterMs: number | undefined;

  constructor(summary: string, { isRetryable, retryAfterMs }: DeliveryRetry) {
    super(summary, { code: 'NOTICE_NOT_SENT', category: 'connection', isRetryable });
    this.retryAfterMs = retryAfterMs;
  }
}

/** Says why a call failed, without the message of an error that is not ours. */
export function reasonOf(error: unknown): string {
  if (error instanceof WdhError) return error.summary;
  if (!(error instanceof Error)) return 'It rejected without an error.';
  const code = 'code' in error && typeof error.code === 'string' ? ` [${error.code}]` : '';
  return `It threw ${error.name}${code}.`;
}
