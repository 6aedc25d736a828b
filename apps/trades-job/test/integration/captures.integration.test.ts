import { rm } from 'node:fs/promises';
import { replayRun } from '@wdh/job';
import { expect, it } from 'vitest';
import { tradesJob } from '../../src/job.js';
import { inventTrades, message, spotLine, wrapped } from '../support/trade-records.js';
import { useTrades } from '../support/use-trades.js';

const trades = useTrades();
const invented = inventTrades(20);

const otherMessages = [
  '{"result":null,"id":1}',
  '{"e":"depthUpdate","E":1736942400007,"s":"BTCUSDT","U":1,"u":2,"b":[],"a":[]}',
  '{"stream":"btcusdt@kline_1m","data":{"e":"kline","E":1736942400007,"s":"BTCUSDT","k":{}}}',
];

it('other messages are filtered, and garbage is rejected without its neighbours', async () => {
  const lines = [
    ...otherMessages,
    ...invented.slice(0, 10).map((trade) => message(trade)),
    '{"e":"trade","s":"BTC',
    'garbage',
    '',
    ...invented.slice(10).map((trade) => wrapped(trade)),
  ];
  const outcome = await trades.load(await trades.write('capture.jsonl', lines.join('\n')));
  expect(outcome).toMatchObject({
    status: 'success',
    rows: { read: 25, inserted: 20, filtered: 3, rejected: 2 },
  });
});

it('a capture that begins with the end of a message, or has only other messages, is loaded', async () => {
  const cut = await trades.write(
    'cut.jsonl',
    `"m":true}\n${invented.map((trade) => message(trade)).join('\n')}\n`,
  );
  expect(await trades.load(cut, {})).toMatchObject({
    rows: { inserted: 20, rejected: 1 },
  });
  const others = await trades.write('others.jsonl', `${otherMessages.join('\n')}\n`);
  expect(await trades.load(others)).toMatchObject({
    status: 'success',
    rows: { read: 3, filtered: 3 },
  });
});

it('rejected trades of a file are replayed once their symbol is listed, without the file', async () => {
  const content = invented.map((trade) => spotLine(trade)).join('\n');
  const input = await trades.write('BTCNEW-trades-2025-01-15.csv', content);
  const outcome = await trades.load(input, { errorThreshold: 1 });
  expect(outcome).toMatchObject({ status: 'success', rows: { inserted: 0, rejected: 20 } });
  const codes =
    await trades.sql`select distinct code, record ->> 'symbol' as symbol from rejected_rows`;
  expect(codes).toEqual([{ code: 'SYMBOL_QUOTE_UNKNOWN', symbol: 'BTCNEW' }]);
  await rm(input);
  const symbol = { symbol: 'BTCNEW', baseAsset: 'BTC', quoteAsset: 'NEW' };
  const exchangeInfo = await trades.write('info.json', JSON.stringify({ symbols: [symbol] }));
  const host = { connectionUrl: trades.connectionUrl };
  const replay = await replayRun(tradesJob, outcome.executionId, host, {
    params: { exchangeInfo },
  });
  expect(replay.outcome).toMatchObject({ status: 'success', rows: { inserted: 20 } });
  const rows = await trades.sql`select distinct symbol, currency from trades_v2`;
  expect(rows).toEqual([{ symbol: 'BTCNEW', currency: 'NEW' }]);
});

it.each([
  [{ exchangeInfo: 'none.json' }, 'the file cannot be read'],
  [{ market: 'futures' }, 'must be one of spot, usdm, kraken'],
  [{ symbol: 'a b' }, 'must be a symbol'],
])('parameters %j are refused before a run', async (params, problem) => {
  const input = await trades.write('a.jsonl', invented.map((trade) => message(trade)).join('\n'));
  await expect(trades.load(input, { params })).rejects.toMatchObject({
    code: 'PARAMETERS_INVALID',
    summary: expect.stringContaining(problem) as string,
  });
});
