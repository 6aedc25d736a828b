import { WdhError } from '@wdh/pipeline-core';

/**
 * Reads the address of a feed.
 *
 * @throws WdhError `FEED_URL_INVALID` (usage), which repeats nothing that may be a secret
 */
export function feedUrl(text: string): URL {
  if (!URL.canParse(text)) throw invalid('is not a valid URL. Write it as wss://HOST/PATH');
  const url = new URL(text);
  if (url.protocol !== 'wss:' && url.protocol !== 'ws:') {
    throw invalid(`has the scheme ${url.protocol}//. Use wss://`);
  }
  if (url.username !== '' || url.password !== '') {
    throw invalid('contains a user or a password. Remove them and send a header');
  }
  if (url.hash !== '') throw invalid('contains a # and what follows it. Remove them');
  return url;
}

const thisMachine = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

/** Returns whether others can read and change the messages on the way. */
export function isExposed(url: URL): boolean {
  return url.protocol === 'ws:' && !thisMachine.test(url.hostname);
}

/** Shows an address without its path and query, which may contain keys. */
export function showFeedUrl({ protocol, host }: URL): string {
  return `${protocol}//${host}`;
}

function invalid(fault: string): WdhError {
  return new WdhError(`The address of the feed ${fault}.`, {
    code: 'FEED_URL_INVALID',
    category: 'usage',
  });
}
