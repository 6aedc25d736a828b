import { expect, test } from 'vitest';
import { feedUrl, isExposed, showFeedUrl } from './feed-url.js';

test('an address is shown without what may be a key', () => {
  expect(showFeedUrl(feedUrl('wss://example.org:9443/ws/secret-key?token=secret'))).toBe(
    'wss://example.org:9443',
  );
});

test.each([
  ['secret at nowhere', 'is not a valid URL. Write it as wss://HOST/PATH.'],
  ['https://example.org/secret', 'has the scheme https://. Use wss://.'],
  ['wss://secret@example.org', 'contains a user or a password. Remove them and send a header.'],
  ['wss://example.org/#secret', 'contains a # and what follows it. Remove them.'],
])('the address %s is refused without repeating it', (address, fault) => {
  expect(() => feedUrl(address)).toThrow(
    expect.objectContaining({
      code: 'FEED_URL_INVALID',
      category: 'usage',
      message: `[FEED_URL_INVALID] The address of the feed ${fault}`,
    }),
  );
});

test('only ws to another machine is exposed', () => {
  const exposed = [
    'ws://localhost:1',
    'ws://127.0.0.1',
    'ws://[::1]:1',
    'wss://a.org',
    'ws://a.org',
  ];
  expect(exposed.filter((address) => isExposed(feedUrl(address)))).toEqual(['ws://a.org']);
});
