import type { Notice } from './notice.js';

/** The outcome of a notice in a channel that did not fail. */
export interface NoticeDelivery {
  /** `not_configured` and `no_recipient`: nothing was sent, and a preview is logged. */
  readonly status: 'sent' | 'not_configured' | 'no_recipient';
  /** Recipients that the server refused while it accepted others. Default 0. */
  readonly refused?: number;
}

/** A way in which notices reach people. */
export interface NoticeChannel {
  /** Such as `mail`, for the log. */
  readonly name: string;
  /**
   * Sends a notice. It rejects if that fails: by a WdhError that is retryable if another attempt may
   * succeed. It should end when the signal is aborted; it is not waited for after that.
   */
  send(notice: Notice, options: { readonly signal: AbortSignal }): Promise<NoticeDelivery>;
}
