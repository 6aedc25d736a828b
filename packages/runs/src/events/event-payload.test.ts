import { describe, expect, it } from 'vitest';
import { eventPayload } from './event-payload.js';

const written = (context: object): unknown => JSON.parse(eventPayload(context).json);

describe('eventPayload', () => {
  it('keeps the fields, without those of the run, and names the step', () => {
    const context = { executionId: 'e', pipelineName: 'p', stepName: 'parse', rows: { in: 2 } };
    expect(eventPayload(context)).toEqual({ stepName: 'parse', json: '{"rows":{"in":2}}' });
    expect(eventPayload({})).toEqual({ stepName: null, json: '{}' });
  });

  it('writes dates, bigints and lists, and keeps only the name of an error', () => {
    const facts = { at: new Date(0), count: 7n, steps: ['a', 'b'], error: new TypeError('canary') };
    expect(written(facts)).toEqual({
      at: '1970-01-01T00:00:00.000Z',
      count: '7',
      steps: ['a', 'b'],
      error: 'TypeError',
    });
  });

  it('replaces secrets', () => {
    expect(written({ url: 'postgres://u:canary@h/d', password: 'canary', maxTokens: 5 })).toEqual({
      url: 'postgres://[redacted]@h/d',
      password: '[redacted]',
      maxTokens: 5,
    });
  });

  const long = '\u0001'.repeat(5_000);
  it.each([
    ['a long text', { long: 'x'.repeat(1e6) }],
    ['texts for which JSON writes six characters for one', { a: long, b: long, c: long, d: long }],
    ['many fields', Object.fromEntries(Array.from({ length: 1e4 }, (_, n) => [`field ${n}`, n]))],
    ['a long list', { list: Array.from({ length: 1e5 }, () => 'entry') }],
    [
      'nested lists',
      { list: Array.from({ length: 50 }, () => Array.from({ length: 50 }, () => [])) },
    ],
    ['long names', { ['n'.repeat(1e5)]: { ['m'.repeat(1e5)]: 'x'.repeat(1e5) } }],
  ])('bounds %s', (_, context) => {
    expect(eventPayload(context).json.length).toBeLessThan(4_200);
  });

  it('ends at a circular reference, and never throws', () => {
    const circle: Record<string, unknown> = { name: 'x' };
    circle['self'] = circle;
    expect(eventPayload(circle).json).toContain('…');
    const hostile = Object.defineProperty({}, 'field', {
      enumerable: true,
      get: () => {
        throw new Error('canary');
      },
    });
    expect(eventPayload(hostile)).toEqual({ stepName: null, json: '{}' });
  });

  it('replaces secrets in lists, and those that the end of a long text cuts', () => {
    const words = ['--token=canary', '--password', 'canary'];
    const text = `${' '.repeat(980)}postgres://wdh:canary-of-a-password@db/x`;
    expect(eventPayload({ words, text }).json).not.toContain('canary');
  });

  it('takes time in proportion to a long text', () => {
    const started = performance.now();
    for (let n = 0; n < 100; n += 1) eventPayload({ text: 'a.'.repeat(1e6) });
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});
