import type { WdhError } from '@wdh/pipeline-core';
import { expect, it } from 'vitest';
import { findLineFormats } from './find-line-formats.js';
import { parseTradeFileName } from './trade-file-name.js';
import { type Known, sourceOf } from './trade-source.js';

it.each([
  ['BTCUSDT-trades-2025-01-15.csv', 'BTCUSDT', 'trades'],
  ['/in/1000SHIBUSDT-aggTrades-2025-01.zip', '1000SHIBUSDT', 'aggTrades'],
  ['C:\\in\\BTCUSDT-trades-2025-01-15.csv.gz', 'BTCUSDT', 'trades'],
  ['https://example.org/BTCUSDT_250627-trades-2025-01-15.zip', 'BTCUSDT_250627', 'trades'],
  ['any.zip#a/ETHBTC-trades-2025-01-15.csv', 'ETHBTC', 'trades'],
])('the name %s says %s and %s', (name, symbol, kind) => {
  expect(parseTradeFileName(name)).toEqual({ symbol, kind });
});

it.each([
  'trades.csv',
  'BTCUSDT-trades.csv',
  'BTCUSDT-klines-2025-01-15.csv',
  'BTCUSDT-trades-2025-01-155.csv',
  'BTCUSDT-trades-2025-01-15.csv/other.csv',
  'stdin',
])('the name %s says nothing', (name) => {
  expect(parseTradeFileName(name)).toBeNull();
});

const cells = (count: number): readonly string[] => Array.from({ length: count }, () => '1');
const namesOf = (...parts: Parameters<typeof findLineFormats>): readonly string[] =>
  findLineFormats(...parts).formats.map(({ name }) => name);
const named = (kind: 'trades' | 'aggTrades') => ({ symbol: 'BTCUSDT', kind });

it.each([
  [7, named('trades'), {}, 'binance-spot-trades'],
  [6, named('trades'), {}, 'binance-usdm-trades'],
  [8, named('aggTrades'), {}, 'binance-spot-agg-trades'],
  [7, named('aggTrades'), {}, 'binance-usdm-agg-trades'],
  [6, null, {}, 'binance-usdm-trades'],
  [8, null, {}, 'binance-spot-agg-trades'],
  [7, null, { market: 'spot' }, 'binance-spot-trades'],
  [7, null, { market: 'usdm' }, 'binance-usdm-agg-trades'],
  [7, null, { market: 'kraken' }, 'kraken-trades'],
  [0, named('trades'), { market: 'spot' }, 'binance-spot-trades'],
  [7, null, {}, 'binance-spot-trades binance-usdm-agg-trades kraken-trades'],
  [6, named('trades'), { market: 'spot' }, null],
  [7, named('trades'), { market: 'usdm' }, null],
  [5, named('trades'), {}, null],
  [0, named('trades'), {}, 'binance-spot-trades binance-usdm-trades'],
] as const)('%i columns, the name %j and %j are %s', (count, name, params: Known, format) => {
  expect(namesOf(cells(count), name, params)).toEqual(format === null ? [] : format.split(' '));
});

it('a header decides, and one of another market is not taken for it', () => {
  const usdm = 'id,price,qty,quote_qty,time,is_buyer_maker'.split(',');
  expect(findLineFormats(usdm, null, {})).toMatchObject({
    hasHeader: true,
    formats: [{ name: 'binance-usdm-trades' }],
  });
  const coinM = 'id,price,qty,base_qty,time,is_buyer_maker'.split(',');
  expect(namesOf(coinM, named('trades'), {})).toEqual([]);
});

const csv = { format: 'csv', firstRecord: cells(6) } as const;
const messages = { format: 'json-lines', firstRecord: ['e', 's'] } as const;

it.each([
  [
    { ...csv, firstRecord: cells(5), name: 'BTCUSDT-trades-2025-01-15.csv' },
    {},
    'its 5 columns fit no format that its name and parameters allow',
  ],
  [
    { ...csv, firstRecord: ['a', 'b'], name: 'BTCUSDT-trades-2025-01-15.csv' },
    {},
    'the names in its header are those of no format',
  ],
  [{ ...csv, firstRecord: cells(7), name: 'mine.csv' }, {}, 'or give the parameter market'],
  [{ ...csv, firstRecord: [], name: 'mine.csv' }, {}, 'it has no record'],
  [{ ...csv, name: 'mine.csv' }, {}, 'give the parameter symbol'],
  [
    { format: 'json', firstRecord: ['id', 'price'], name: 'a.json' },
    {},
    'give the parameter symbol',
  ],
  [
    { format: 'json', firstRecord: ['id', 'price', 'symbol'], name: 'a.json' },
    { symbol: 'BTCUSDT' },
    'its records name their own symbols. Omit the parameter symbol',
  ],
  [{ format: 'excel', firstRecord: [], name: 'a.xlsx' }, {}, 'Export its sheet as CSV'],
  [{ ...messages, name: 'a.jsonl' }, { symbol: 'BTCUSDT' }, 'Omit the parameter symbol'],
] as const)('%j with %j is refused with an advice', (start, params: Known, advice) => {
  expect(() => sourceOf(start, params)).toThrow(
    expect.objectContaining({
      code: 'TRADES_INPUT_UNCLEAR',
      category: 'usage',
      summary: expect.stringContaining(advice) as string,
    }) as WdhError,
  );
});

it.each(['a.jsonl', 'A.JSONL', 'a.ndjson.gz'])(
  '%s is a capture, whatever its first line',
  (name) => {
    const start = { name, format: 'csv', firstRecord: ['garbage'] } as const;
    expect(() => sourceOf(start, {})).not.toThrow();
  },
);
