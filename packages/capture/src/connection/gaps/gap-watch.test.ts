import type { Logger } from '@wdh/pipeline-core';
import { createRecordingLogger } from '@wdh/pipeline-core/testing';
import { expect, test } from 'vitest';
import { ManualClock } from '../../../test/support/manual-clock.js';
import { GapWatch } from './gap-watch.js';
import type { FeedGap } from './sequence-gaps.js';

function watchOf(logger: Logger, clock = new ManualClock()) {
  const gaps: FeedGap[] = [];
  const watch = new GapWatch({
    logger,
    clock,
    onGap: (gap) => gaps.push(gap),
    sequenceOf: (message) => {
      const { s, t } = JSON.parse(message) as { s: string; t?: number };
      return t === undefined ? null : { key: s, sequence: BigInt(t) };
    },
  });
  return { watch, clock, gaps, note: (t: number) => watch.note(`{"s":"A","t":${t}}`) };
}

test('gaps are warned of once a minute, with all of the minute', () => {
  const logger = createRecordingLogger();
  const { watch, clock, gaps, note } = watchOf(logger);
  for (let id = 0; id < 1_000; id += 10) note(id);
  expect(logger.events.map(({ context }) => context)).toEqual([
    { gaps: 1, missing: '9', key: 'A', from: '1', to: '9' },
  ]);
  clock.advance(60_000);
  note(1_000);
  watch.finish();
  expect(logger.events.map(({ context }) => context)).toMatchObject([
    { gaps: 1 },
    { gaps: 99, missing: '891' },
  ]);
  expect(gaps).toHaveLength(100);
});

test('gaps at the end are warned of at the end', () => {
  const logger = createRecordingLogger();
  const { watch, note } = watchOf(logger);
  for (const id of [1, 3, 5]) note(id);
  watch.finish();
  watch.finish();
  expect(logger.events.map(({ event, context }) => [event, context['gaps']])).toEqual([
    ['feed.gap', 1],
    ['feed.gap', 1],
  ]);
});

test('messages that cannot be read, or have no number, have no place', () => {
  const logger = createRecordingLogger();
  const { watch, note } = watchOf(logger);
  note(1);
  watch.note('not JSON');
  watch.note('{"s":"A"}');
  note(2);
  expect(watch.counts).toMatchObject({ keys: 1, gaps: 0, repeats: 0 });
});

test('a key of more than 500 characters is not kept', () => {
  const { watch } = watchOf(createRecordingLogger());
  watch.note(`{"s":"${'A'.repeat(501)}","t":1}`);
  watch.note(`{"s":"${'A'.repeat(500)}","t":1}`);
  expect(watch.counts.keys).toBe(1);
});
