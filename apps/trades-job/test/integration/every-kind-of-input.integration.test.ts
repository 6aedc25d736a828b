import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import type { RunRequest } from '@wdh/job';
import { expect, it } from 'vitest';
import {
  decimal,
  type InventedTrade,
  inventTrades,
  krakenLine,
  message,
  noon,
  restObject,
  spotAggLine,
  spotLine,
  usdmAggLine,
  usdmLine,
  wrapped,
} from '../support/trade-records.js';
import { useTrades } from '../support/use-trades.js';

const trades = useTrades();
// The first id is beyond 2^53.
const invented = inventTrades(50, 9_007_199_254_740_993n);

const lines = (write: (trade: InventedTrade) => string, ...first: string[]): string =>
  `${[...first, ...invented.map((trade) => write(trade))].join('\n')}\n`;

const usdmHeader = 'id,price,qty,quote_qty,time,is_buyer_maker';
const aggHeader =
  'agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,is_buyer_maker';

interface Kind {
  readonly content: string | Buffer;
  readonly exchange: string;
  readonly params?: RunRequest['params'];
  /** Where the format has milliseconds, the microseconds are cut off. */
  readonly isCut?: true;
  readonly isAggregate?: true;
}

const withSymbol = (trade: InventedTrade): string =>
  restObject(trade).replace('{', '{"symbol":"BTCUSDT",');

const spot = { exchange: 'BINANCE' };
const usdm = { exchange: 'BINANCE_USDM', isCut: true } as const;
const stream = { exchange: 'BINANCE', isCut: true } as const;

const kinds: Readonly<Record<string, Kind>> = {
  'BTCUSDT-trades-2025-01-15.csv': { content: lines(spotLine), ...spot },
  'BTCUSDT-trades-2025-01-15.csv.gz': { content: gzipSync(lines(spotLine)), ...spot },
  'BTCUSDT-trades-2025-01.csv': { content: `\uFEFF${lines(spotLine)}`, ...spot },
  'mine.csv': {
    content: lines(spotLine),
    params: { market: 'spot', symbol: 'BTCUSDT' },
    ...spot,
  },
  'BTCUSDT-aggTrades-2025-01-15.csv': {
    content: lines(spotAggLine),
    isAggregate: true,
    ...spot,
  },
  'BTCUSDT-trades-2025-01-16.csv': { content: lines(usdmLine), ...usdm },
  'BTCUSDT-trades-2025-01-17.csv': { content: lines(usdmLine, usdmHeader), ...usdm },
  'BTCUSDT-aggTrades-2025-01-16.csv': {
    content: lines(usdmAggLine),
    isAggregate: true,
    ...usdm,
  },
  'BTCUSDT-aggTrades-2025-01-17.csv': {
    content: lines(usdmAggLine, aggHeader),
    isAggregate: true,
    ...usdm,
  },
  'capture.jsonl': { content: lines(message), ...stream },
  'combined.jsonl': { content: lines(wrapped), ...stream },
  'capture.jsonl.gz': { content: gzipSync(lines(message)), ...stream },
  'futures.jsonl': {
    content: lines(message),
    params: { market: 'usdm' },
    ...usdm,
  },
  'BTCUSDT-trades-2025-01-15.json': {
    content: `[${invented.map(restObject).join(',')}]`,
    ...stream,
  },
  'answer.json': {
    content: `[\n  ${invented.map(restObject).join(',\n  ')}\n]\n`,
    params: { symbol: 'BTCUSDT' },
    ...stream,
  },
  // The name of the file is not right, and the records are.
  'ETHUSDT-trades-2025-01-15.json': {
    content: `[${invented.map(withSymbol).join(',')}]`,
    ...stream,
  },
  'objects.jsonl': { content: lines(restObject), params: { symbol: 'BTCUSDT' }, ...stream },
  'kraken.csv': {
    content: lines(krakenLine),
    params: { market: 'kraken', symbol: 'BTCUSDT' },
    exchange: 'KRAKEN',
  },
};

it.each(Object.entries(kinds))(
  '%s is loaded exactly, is skipped the second time, and unchanged by force',
  async (name, kind) => {
    await expectLoaded(await trades.write(name, kind.content), kind);
  },
);

it('an archive of a day is read like its file, also by the name of its member', async () => {
  const kind = { content: '', ...spot };
  const file = await trades.write('BTCUSDT-trades-2025-01-15.csv', lines(spotLine));
  await expectLoaded(await trades.zip('BTCUSDT-trades-2025-01-15.zip', file), kind);
  const archive = await trades.zip('any.zip', file);
  expect(await trades.load(`${archive}#BTCUSDT-trades-2025-01-15.csv`)).toMatchObject({
    status: 'skipped',
  });
  expect(await trades.load(archive)).toMatchObject({ status: 'skipped' });
});

it('an archive whose file has the name of another symbol is refused, unless a parameter decides', async () => {
  const file = await trades.write('ETHUSDT-trades-2025-01-15.csv', lines(spotLine));
  const archive = await trades.zip('BTCUSDT-trades-2025-01-15.zip', file);
  expect(await trades.load(archive)).toMatchObject({
    status: 'failed',
    error: { code: 'TRADES_INPUT_UNCLEAR', category: 'usage' },
    rows: { read: 0 },
  });
  expect(await trades.load(archive, { params: { symbol: 'ETHUSDT' } })).toMatchObject({
    status: 'success',
    rows: { inserted: 50 },
  });
  expect(await trades.sql`select distinct symbol from trades_v2`).toEqual([{ symbol: 'ETHUSDT' }]);
});

it('a symbol in small letters, in a name or a parameter, is the one in capitals', async () => {
  const kind = { content: '', ...spot };
  const content = lines(spotLine);
  await expectLoaded(await trades.write('btcusdt-trades-2025-01-15.csv', content), kind);
  const params = { market: 'spot', symbol: 'btcusdt' } as const;
  expect(await trades.load(await trades.write('mine.csv', content), { params })).toMatchObject({
    status: 'skipped',
  });
});

it('an answer of the API without a trade is loaded, and has no row', async () => {
  const params = { symbol: 'BTCUSDT' };
  expect(await trades.load(await trades.write('answer.json', '[]'), { params })).toMatchObject({
    ...{ error: null, status: 'success', rows: { read: 0 } },
  });
});

it('a file with a wrong checksum beside it is refused before a row is read', async () => {
  const content = lines(spotLine);
  const file = await trades.write('BTCUSDT-trades-2025-01-15.csv', content);
  const archive = await trades.zip('BTCUSDT-trades-2025-01-15.zip', file);
  const checksum = createHash('sha256')
    .update(await readFile(archive))
    .digest('hex');
  const writeChecksum = (value: string) =>
    trades.write(
      'BTCUSDT-trades-2025-01-15.zip.CHECKSUM',
      `${value}  BTCUSDT-trades-2025-01-15.zip\n`,
    );
  await writeChecksum('0'.repeat(64));
  expect(await trades.load(archive)).toMatchObject({
    status: 'failed',
    error: { code: 'CHECKSUM_MISMATCH' },
    rows: { read: 0 },
  });
  const path = await writeChecksum(checksum);
  expect(await trades.load(archive)).toMatchObject({ status: 'success', rows: { inserted: 50 } });
  await rm(path);
  const demanded = { params: { checksum: 'beside' }, force: true };
  expect(await trades.load(archive, demanded)).toMatchObject({
    error: { code: 'CHECKSUM_MISSING' },
  });
});

async function expectLoaded(input: string, kind: Kind): Promise<void> {
  const request = kind.params === undefined ? {} : { params: kind.params };
  const first = await trades.load(input, request);
  expect(first).toMatchObject({ error: null, status: 'success', rows: { inserted: 50 } });
  expect(await tableOf(kind.exchange)).toEqual(invented.map((trade) => expectedRow(trade, kind)));
  expect(await trades.load(input, request)).toMatchObject({ status: 'skipped' });
  const before = await trades.sql`select * from trades_v2 order by trade_id`;
  expect(await trades.load(input, { ...request, force: true })).toMatchObject({
    status: 'success',
    rows: { read: 50, unchanged: 50 },
  });
  expect(await trades.sql`select * from trades_v2 order by trade_id`).toEqual(before);
}

const tableOf = (exchange: string) => trades.sql`
  select trade_id, symbol, price::text, quantity::text, currency, side::text, source_sequence::text,
    (extract(epoch from timestamp) * 1000000)::bigint::text as time
  from trades_v2 where exchange = ${exchange} order by source_sequence`;

function expectedRow(trade: InventedTrade, { exchange, isCut, isAggregate }: Kind) {
  const prefix = exchange === 'KRAKEN' ? 'KRAKEN-' : 'BINANCE-';
  return {
    trade_id: `${prefix}${isAggregate === true ? 'AGG-' : ''}${trade.id}`,
    symbol: 'BTCUSDT',
    price: decimal(trade.price),
    quantity: decimal(trade.quantity),
    currency: 'USDT',
    side: trade.isBuyerMaker ? 'SELL' : 'BUY',
    source_sequence: trade.id.toString(),
    time: (isCut === true ? trade.time - ((trade.time - noon) % 1_000n) : trade.time).toString(),
  };
}
