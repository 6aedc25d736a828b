import { defineFeed, defineJob, jsonLines } from '@wdh/job';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { planCapture, shownAddress } from './plan-capture.js';

const job = defineJob({
  name: 'trades',
  source: jsonLines(),
  steps: (given) => given,
  into: 'public.trades',
  params: v.object({ market: v.optional(v.string(), 'spot'), day: v.optional(v.string()) }),
});
const plain = defineFeed({ name: 'plain', job });
const byTopic = defineFeed({
  ...{ name: 'by_topic', job, topics: ['A'], params: { market: 'usdm' } },
  url: (topics) => `wss://example.org/${topics.join('/')}`,
});

describe('planCapture', () => {
  it('takes address, topics and parameters of the feed', () => {
    expect(planCapture(byTopic, {}, '/home')).toEqual({
      url: 'wss://example.org/A',
      subscribe: [],
      folder: '/home/capture/by_topic',
      request: { onBadRow: 'collect', errorThreshold: 1, params: { market: 'usdm' } },
    });
  });

  it('prefers those of the command line, and fits parameters to the job', () => {
    const choices = { topics: ['B', 'C'], folder: '/data', param: { day: 5 } };
    expect(planCapture(byTopic, choices, '/home')).toMatchObject({
      url: 'wss://example.org/B/C',
      folder: '/data',
      request: { params: { market: 'usdm', day: '5' } },
    });
  });

  it.each([
    ['a feed without an address', plain, {}, 'has no address: name it with --url'],
    ['topics of a feed without any', plain, { topics: ['A'] }, 'has no topics'],
    [
      'an address beside topics that it contains',
      byTopic,
      { url: 'wss://example.org', topics: ['B'] },
      'give --topics, or an address by --url or CAPTURE_URL, not both',
    ],
    ['an unknown parameter', byTopic, { param: { markt: 1 } }, 'did you mean market?'],
  ])('refuses %s', (_, feed, choices, message) => {
    expect(() => planCapture(feed, choices, '/home')).toThrow(message);
  });
});

it('shows only the origin of an address', () => {
  expect(shownAddress('wss://example.org:9443/stream?key=secret')).toBe('wss://example.org:9443');
  expect(shownAddress('no address')).toBe('an address that is not valid');
});
