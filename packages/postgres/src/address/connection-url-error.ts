import { WdhError } from '@wdh/pipeline-core';

// No literal password here: a logger that hides passwords in URLs would hide the advice.
const form =
  'Write it as postgres://USER@HOST:5432/DATABASE, with a colon and the password after USER';

/** The connection URL cannot be used; the fault holds no part of it but the name of a parameter. */
export function connectionUrlInvalid(fault: string, advice: string = form): WdhError {
  return new WdhError(`The connection URL ${fault}. ${advice}.`, {
    code: 'CONNECTION_URL_INVALID',
    category: 'usage',
  });
}
