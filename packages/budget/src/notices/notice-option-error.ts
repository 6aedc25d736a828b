import { WdhError } from '@wdh/pipeline-core';

/** An option of a notifier or a channel that cannot be used. The message contains no value. */
export function noticeOptionInvalid(summary: string): WdhError {
  return new WdhError(summary, { code: 'NOTICE_OPTION_INVALID', category: 'usage' });
}
