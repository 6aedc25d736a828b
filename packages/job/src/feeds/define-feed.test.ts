import { describe, expect, it } from 'vitest';
import { defineJob } from '../declare/define-job.js';
import { jsonLines } from '../sources/json-lines.js';
import { defineFeed, type FeedDeclaration } from './define-feed.js';

const job = defineJob({
  name: 'trades',
  source: jsonLines(),
  steps: (given) => given,
  into: 'public.trades',
});

describe('defineFeed', () => {
  it('fills in what a feed leaves out', () => {
    const feed = defineFeed({ name: 'trades', job });
    expect(feed).toMatchObject({
      name: 'trades',
      description: 'trades',
      params: {},
      topics: null,
      headers: {},
      silenceMs: null,
      hasTopicsInUrl: false,
      sequenceOf: null,
    });
    expect([feed.urlOf([]), feed.subscribeTo([])]).toEqual([null, []]);
    expect(Object.isFrozen(feed)).toBe(true);
  });

  it('takes address and subscriptions that depend on the topics, and such that do not', () => {
    const chosen = defineFeed({
      ...{ name: 'trades', job, topics: ['BTC'] },
      url: (topics) => `wss://example.org/${topics.join('/')}`,
      subscribe: (topics) => topics.map((topic) => `SUBSCRIBE ${topic}`),
    });
    expect(chosen.urlOf(['A', 'B'])).toBe('wss://example.org/A/B');
    expect(chosen.subscribeTo(['A', 'B'])).toEqual(['SUBSCRIBE A', 'SUBSCRIBE B']);
    expect(chosen.hasTopicsInUrl).toBe(true);
    const fixed = defineFeed({ name: 'x', job, url: 'wss://example.org', subscribe: ['all'] });
    expect([fixed.urlOf(['A']), fixed.subscribeTo(['A'])]).toEqual(['wss://example.org', ['all']]);
  });

  it('names every problem of a declaration', () => {
    const wrong = { name: 'My Feed', job: 'trades', url: 5, topics: 'BTC' };
    // As it may come from JavaScript.
    const declare = () => defineFeed(wrong as unknown as FeedDeclaration);
    expect(declare).toThrow(
      expect.objectContaining({ code: 'FEED_INVALID', category: 'usage' }) as Error,
    );
    expect(declare).toThrow(
      /feed "My Feed" is invalid: its name must .*; its job must .*; its url must .*; its topics must/,
    );
  });
});
