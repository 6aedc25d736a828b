import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SegmentFolder } from '@wdh/capture';
import { expect, it } from 'vitest';
import { binanceTrades } from '../../src/feeds.js';
import { inventTrades, message, wrapped } from '../support/trade-records.js';
import { useTrades } from '../support/use-trades.js';

const trades = useTrades();
const invented = inventTrades(20);

/** Loads messages as a capture does: from a segment, with the parameters of the feed. */
async function loadMessages(messages: readonly string[]) {
  const path = await mkdtemp(join(tmpdir(), 'wdh-segments-'));
  const folder = await SegmentFolder.open({ path, feed: binanceTrades.name });
  await folder.writer.write(messages);
  await folder.close();
  const [segment = ''] = folder.waiting;
  const { params } = binanceTrades;
  const outcome = await trades.load(segment, { params, errorThreshold: 1 });
  await rm(path, { recursive: true });
  return outcome;
}

it('a segment of the feed is loaded: trades, bare and wrapped, and replies to subscriptions', async () => {
  const messages = [
    '{"result":null,"id":1}',
    ...invented.slice(0, 10).map((trade) => message(trade)),
    ...invented.slice(10).map((trade) => wrapped(trade)),
  ];
  expect(await loadMessages(messages)).toMatchObject({
    status: 'success',
    rows: { read: 21, inserted: 20, filtered: 1, rejected: 0 },
  });
});

it.each([
  'garbage',
  '',
  '[{',
  '[1,[["0.1"]],"trade"]',
  '{"binary":"AAEC"}',
  '{"id":1,"price":"1","qty":"1"}',
  '{"a":1,"p":"1"}',
  '{}',
  '"text"',
  '7',
])('a segment that begins with %j rejects it, and loads the trades after it', async (bad) => {
  const messages = [bad, ...invented.map((trade) => message(trade))];
  expect(await loadMessages(messages)).toMatchObject({
    status: 'success',
    rows: { read: 21, inserted: 20, rejected: 1 },
  });
  expect(await loadMessages([bad])).toMatchObject({ status: 'success', rows: { rejected: 1 } });
});
