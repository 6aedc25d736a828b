import { beforeAll, expect, test } from 'vitest';
import type { WireEvents } from '../../../src/wire/runs.js';
import { fillLog } from '../../support/live/fill-log.js';
import { useLive } from '../../support/live/use-live.js';
import { recordRun } from '../../support/record-run.js';

const used = useLive();
const lines = 100_000;

beforeAll(async () => {
  await recordRun(used.database, 'run_long', { status: 'queued' });
  await fillLog(used.database, 'run_long', 1, lines);
});

const isWhole = (sequences: readonly number[]) =>
  sequences.length === lines && sequences.every((sequence, index) => sequence === index + 1);

async function page(query: string): Promise<WireEvents> {
  const answer = await used.ask(`/api/runs/run_long/events?limit=1000&${query}`);
  return (await answer.json()) as WireEvents;
}

test('W05 100,000 lines of a log, forwards: 100 pages have each line once', async () => {
  const seen: number[] = [];
  let found = await page('');
  for (;;) {
    seen.push(...found.items.map(({ sequence }) => sequence));
    if (!found.hasMore) break;
    found = await page(`after=${found.after}`);
  }
  expect(isWhole(seen)).toBe(true);
});

test('W05 100,000 lines of a log, backwards: 100 pages have each line once', async () => {
  const seen: number[][] = [];
  let found = await page('before=end');
  for (;;) {
    seen.unshift(found.items.map(({ sequence }) => sequence));
    if (!found.hasEarlier) break;
    found = await page(`before=${found.before}`);
  }
  expect(seen).toHaveLength(100);
  expect(isWhole(seen.flat())).toBe(true);
});

test('W05 100,000 lines of a log, in a stream: 200 events of 500 lines have each line once', async () => {
  const stream = await used.listenToRun('run_long');
  await stream.until(() => stream.lastId === String(lines), 'all lines', 120_000);
  const parts = stream.all('events');
  expect(parts.map((part) => part.length)).toEqual(Array.from({ length: 200 }, () => 500));
  expect(isWhole(parts.flat().map(({ sequence }) => sequence))).toBe(true);
});

test('W05 a text in none of 100,000 lines: 20 pages say so, and each says where to go on', async () => {
  const seen: number[] = [];
  let found = await page('text=nowhere');
  while (found.hasMore) {
    seen.push(found.after);
    found = await page(`text=nowhere&after=${found.after}`);
  }
  expect(seen).toEqual(Array.from({ length: 19 }, (_, index) => (index + 1) * 5_000));
  expect(found.after).toBe(lines);
});
