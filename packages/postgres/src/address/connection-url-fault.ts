import { WdhError } from '@wdh/pipeline-core';
import { connectionUrlInvalid } from './connection-url-error.js';
import { parseConnectionUrl } from './connection-url.js';

/**
 * Returns what is wrong with a connection URL and what to do, without quoting any part of it except
 * the name of a parameter.
 *
 * @param options.isDatabaseRequired Whether a URL without a database is invalid. Default false: the
 * server then uses the name of the user.
 * @returns Sentences for the user, or undefined for a URL that {@link parseConnectionUrl} accepts.
 */
export function findConnectionUrlFault(
  text: string,
  options: { readonly isDatabaseRequired?: boolean } = {},
): string | undefined {
  try {
    const { database } = parseConnectionUrl(text);
    if (database !== undefined || options.isDatabaseRequired !== true) return undefined;
    return connectionUrlInvalid('names no database').summary;
  } catch (error) {
    if (error instanceof WdhError) return error.summary;
    throw error;
  }
}
