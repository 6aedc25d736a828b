import { JsonNumber } from '@wdh/pipeline-core';
import { describe, expect, it } from 'vitest';
import { krakenRow } from '../../../test/support/raw-rows.js';
import { issuesOf, readTrade } from '../../../test/support/read-trades.js';
import { kraken } from './kraken.js';

const array = ['30243.40000', '0.34507674', '1688669597.8277369', 'b', 'm', '', '61044952'];
const withValue = (at: number, value: unknown) => {
  return { ...krakenRow, trade: array.with(at, value as string) };
};

it('a trade array becomes a trade', async () => {
  const trade = await readTrade(krakenRow);
  expect(trade).toMatchObject({
    trade_id: 'KRAKEN-61044952',
    symbol: 'XBTUSD',
    exchange: 'KRAKEN',
    timestamp: '2023-07-06T18:53:17.827736Z',
    price: '30243.40000',
    quantity: '0.34507674',
    currency: 'USD',
    side: 'BUY',
    trade_conditions: ['MARKET'],
    source_sequence: '61044952',
  });
  expect(trade.vendor_data).toEqual({
    trade_time: '1688669597.8277369',
    order_type: 'm',
    base: 'XBT',
    quote: 'USD',
  });
});

it('its values may be columns of a line', async () => {
  const names = ['price', 'volume', 'time', 'side', 'order_type', 'misc', 'trade_id'];
  const row = Object.fromEntries(names.map((name, at) => [name, array[at]]));
  const line = { ...row, format: 'kraken-trades', symbol: 'XBT/USD' };
  expect(await readTrade(line)).toEqual(await readTrade(krakenRow));
});

it('its numbers may be numbers of JSON', async () => {
  const trade = [
    ...array.slice(0, 2),
    new JsonNumber('1688669597.8277369'),
    'b',
    'm',
    '',
    61044952,
  ];
  expect(await readTrade({ ...krakenRow, trade })).toEqual(await readTrade(krakenRow));
});

it('s is a sale, l is a limit order', async () => {
  expect((await readTrade(withValue(3, 's'))).side).toBe('SELL');
  expect((await readTrade(withValue(4, 'l'))).trade_conditions).toEqual(['LIMIT']);
  expect((await readTrade(withValue(4, 'constructor'))).trade_conditions).toEqual([]);
});

it.each([
  ['an array without an id, as the WebSocket sends it', array.slice(0, 6)],
  ['an array with an eighth value', [...array, 'x']],
  ['a text', 'trade'],
  ['null', null],
])('refuses %s', async (_, trade) => {
  expect(await issuesOf({ ...krakenRow, trade })).toEqual(['trade TRADE_ARRAY_INVALID']);
});

it.each([
  ['an empty id', withValue(6, ''), 'trade_id TRADE_FIELD_MISSING'],
  ['another side', withValue(3, 'buy'), 'side TRADE_SIDE_UNKNOWN'],
  ['milliseconds', withValue(2, '1688669597827'), 'time TRADE_TIME_INVALID'],
  ['an exponent', withValue(2, '1.688669597e9'), 'time TRADE_TIME_INVALID'],
  ['nine decimals of a price', withValue(0, '0.000011310'), 'price DECIMAL_TOO_MANY_DECIMALS'],
])('rejects %s', async (_, row, issue) => {
  expect(await issuesOf(row)).toEqual([issue]);
});

describe('a pair', () => {
  it.each(['XBT/USD', 'XBTUSD', 'XXBTZUSD'])('%s is stored as XBTUSD', (pair) => {
    expect(kraken.symbolOf(pair)).toEqual({ symbol: 'XBTUSD', base: 'XBT', quote: 'USD' });
  });

  it.each([
    ['XETHXXBT', 'ETH', 'XBT'],
    ['ZEURZUSD', 'EUR', 'USD'],
    ['SOLUSDT', 'SOL', 'USDT'],
    ['XTZUSD', 'XTZ', 'USD'],
    ['ANY/THING', 'ANY', 'THING'],
  ])('%s is %s in %s', (pair, base, quote) => {
    expect(kraken.symbolOf(pair)).toEqual({ symbol: base + quote, base, quote });
  });

  it('with an unknown quote is refused', () => {
    expect(kraken.symbolOf('SOLXYZ')).toMatchObject({ code: 'SYMBOL_QUOTE_UNKNOWN' });
  });

  it.each(['xbtusd', 'XBT/USD/EUR', 'XBT/', '/USD', 'XBT USD'])('%j is refused', (pair) => {
    expect(kraken.symbolOf(pair)).toMatchObject({ code: 'SYMBOL_INVALID' });
  });
});
