import { WdhError } from '@wdh/pipeline-core';

// No password in this example: a logger that redacts passwords in URLs would redact the advice.
const form =
  'Write it as postgres://USER@HOST:5432/DATABASE, with a colon and the password after USER';

/**
 * Creates the error for an invalid connection URL. The message contains no part of the URL except
 * the name of a parameter.
 */
export function connectionUrlInvalid(fault: string, advice: string = form): WdhError {
  return new WdhError(`The connection URL ${fault}. ${advice}.`, {
    code: 'CONNECTION_URL_INVALID',
    category: 'usage',
  });
}
