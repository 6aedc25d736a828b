import { WdhError } from '@wdh/pipeline-core';

/** A gateway did not answer, or not as expected. Nothing of its answer is in the message. */
export class GatewayError extends WdhError {
  /** Status of its answer; null without one. */
  readonly status: number | null;

  constructor(
    problem: string,
    options: { readonly status?: number; readonly advice?: string; readonly cause?: unknown } = {},
  ) {
    const { status = null, advice, cause } = options;
    super(
      `The gateway ${problem}. ${advice ?? 'Check its address and its log; calls may be repeated'}.`,
      {
        code: 'GATEWAY_FAILED',
        category: 'connection',
        isRetryable: status === null || status >= 500 || status === 429,
        cause,
      },
    );
    this.status = status;
  }
}
