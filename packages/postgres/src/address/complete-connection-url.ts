import { WdhError } from '@wdh/pipeline-core';
import type { ClientSurroundings } from './libpq/client-surroundings.js';
import { resolveConnectionUrl } from './libpq/resolve-connection-url.js';

/** A complete URL, or what is wrong with it: sentences for the user, without a value. */
export type CompletedConnectionUrl = { readonly url: string } | { readonly fault: string };

/** Completes what names a database by {@link resolveConnectionUrl}, without throwing. */
export function completeConnectionUrl(
  text: string,
  surroundings: ClientSurroundings,
): CompletedConnectionUrl {
  try {
    return { url: resolveConnectionUrl(text, surroundings) };
  } catch (error) {
    if (error instanceof WdhError) return { fault: error.summary };
    throw error;
  }
}
