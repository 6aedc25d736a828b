import type { WdhError } from '@wdh/pipeline-core';
import { expect, it } from 'vitest';
import { findLineFormats } from './find-line-formats.js';
import { nameOfTrades } from './name-of-trades.js';
import { parseTradeFileName } from './trade-file-name.js';
import { type Known, sourceOf } from './trade-source.js';

it.each([
  ['BTCUSDT-trades-2025-01-15.csv', 'BTCUSDT', 'trades', '2025-01-15'],
  ['/in/1000SHIBUSDT-aggTrades-2025-01.zip', '1000SHIBUSDT', 'aggTrades', '2025-01'],
  ['C:\\in\\BTCUSDT-trades-2025-01-15.csv.gz', 'BTCUSDT', 'trades', '2025-01-15'],
  ['https://a.org/BTCUSDT_250627-trades-2025-01-15.zip', 'BTCUSDT_250627', 'trades', '2025-01-15'],
  ['any.zip#a/ETHBTC-trades-2025-01-15.csv', 'ETHBTC', 'trades', '2025-01-15'],
  ['btcusdt-aggtrades-2025-01.csv', 'btcusdt', 'aggTrades', '2025-01'],
])('the name %s says %s, %s and %s', (name, symbol, kind, period) => {
  expect(parseTradeFileName(name)).toEqual({ symbol, kind, period });
});

it.each([
  'trades.csv',
  'BTCUSDT-trades.csv',
  'BTCUSDT-klines-2025-01-15.csv',
  'BTCUSDT-trades-2025-01-155.csv',
  'BTCUSDT-trades-2025-01-15.csv/other.csv',
  `${'A'.repeat(61)}-trades-2025-01-15.csv`,
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

const btc = 'BTCUSDT-trades-2025-01-15';
const eth = 'ETHUSDT-trades-2025-01-15';

it.each([
  [`${btc}.csv`, undefined, 'BTCUSDT'],
  [`${btc}.zip`, 'x.csv', 'BTCUSDT'],
  ['any.zip', `a/${eth}.csv`, 'ETHUSDT'],
  [`${btc}.zip`, `${btc}.csv`, 'BTCUSDT'],
  [`/in#2/${btc}.zip`, `${btc}.csv`, 'BTCUSDT'],
  [`${btc.toLowerCase()}.zip`, `${btc}.csv`, 'BTCUSDT'],
  ['BTCUSDT-trades-2025-01.zip', `${btc}.csv`, 'BTCUSDT'],
  ['any.zip', 'x.csv', undefined],
])('the archive %s with the file %s has the symbol %s', (name, member, symbol) => {
  expect(nameOfTrades({ name, member }, {})?.symbol).toBe(symbol);
});

it.each([
  [`${btc}.zip`, `${eth}.csv`, {}, 'differ in the symbol. ', true],
  [`/in#2/${btc}.zip`, `${eth}.csv`, {}, 'differ in the symbol. ', true],
  [`${btc}.zip#${eth}.csv`, `${eth}.csv`, {}, 'differ in the symbol. ', true],
  [`${btc}.zip`, 'BTCUSDT-aggTrades-2025-01-15.csv', {}, 'differ in the kind. ', false],
  [`${btc}.zip`, 'BTCUSDT-trades-2025-01-16.csv', {}, 'differ in the date. ', false],
  ['BTCUSDT-trades-2025-02.zip', `${btc}.csv`, {}, 'differ in the date. ', false],
  [`${btc}.zip`, 'ETHUSDT-trades-2025-02.csv', {}, 'the symbol and the date. ', false],
  [`${btc}.zip`, 'ETHUSDT-trades-2025-02.csv', { symbol: 'BTCUSDT' }, 'in the date. ', false],
])('the archive %s with the file %s and %j is refused', (name, member, params, what, mayName) => {
  const refused = () => nameOfTrades({ name, member }, params);
  expect(refused).toThrow(
    expect.objectContaining({ code: 'TRADES_INPUT_UNCLEAR', category: 'usage' }) as WdhError,
  );
  expect(refused).toThrow(what);
  expect(refused).toThrow(
    mayName ? 'or give the parameter symbol.' : 'pass the file under the name that is right.',
  );
});

it('the parameter symbol decides where the names differ in the symbol', () => {
  const start = { ...csv, name: `${btc}.zip`, member: `${eth}.csv` };
  expect(() => sourceOf(start, { symbol: 'ETHUSDT' })).not.toThrow();
});

it.each(['a.jsonl', 'A.JSONL', 'a.ndjson.gz'])(
  '%s is a capture, whatever its first line',
  (name) => {
    const start = { format: 'csv', firstRecord: ['garbage'] } as const;
    expect(() => sourceOf({ ...start, name }, {})).not.toThrow();
    expect(() => sourceOf({ ...start, name: 'any.zip', member: name }, {})).not.toThrow();
  },
);
