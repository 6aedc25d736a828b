import { expect, test } from 'vitest';
import { ManualClock } from '../../../test/support/manual-clock.js';
import { FrameWatch } from './frame-watch.js';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function watched() {
  const clock = new ManualClock();
  const events: string[] = [];
  const watch = new FrameWatch({
    silenceMs: 30_000,
    provedAfterMs: 10_000,
    clock,
    onSilence: () => events.push('silence'),
    onProved: () => events.push('proved'),
  });
  const advance = async (ms: number): Promise<void> => {
    clock.advance(ms);
    await turn();
    await turn();
  };
  return { clock, events, watch, advance };
}

test('thirty seconds without a frame are silence, counted from the last one', async () => {
  const { events, watch, advance } = watched();
  await advance(5_000);
  watch.frame();
  await advance(29_999);
  expect(events).toEqual([]);
  await advance(1);
  expect(events).toEqual(['silence']);
  await advance(100_000);
  expect(events).toEqual(['silence']);
});

test('a frame that waited while the process was stopped is no silence', async () => {
  const { clock, events, watch } = watched();
  clock.advance(40_000);
  watch.frame();
  await turn();
  await turn();
  expect(events).toEqual(['proved']);
});

test('a socket that is not read is never silent, and has its time again afterwards', async () => {
  const { events, watch, advance } = watched();
  watch.pause();
  await advance(120_000);
  watch.resume();
  await advance(29_999);
  expect(events).toEqual([]);
  await advance(60_000);
  expect(events).toEqual(['silence']);
});

test('a connection has proved itself with the first frame after ten seconds', async () => {
  const { events, watch, advance } = watched();
  watch.frame();
  await advance(9_999);
  watch.frame();
  expect(events).toEqual([]);
  await advance(1);
  watch.frame();
  watch.frame();
  expect(events).toEqual(['proved']);
});

test('a watch that is stopped sets no timer', async () => {
  const { clock, events, watch, advance } = watched();
  clock.advance(30_000);
  watch.stop();
  await advance(30_000);
  expect(events).toEqual([]);
  expect(clock.waits).toEqual([]);
});
