import { JsonNumber } from '@wdh/pipeline-core';
import { describe, expect, it } from 'vitest';
import { aggTradeMessage, tradeMessage } from '../../../test/support/raw-rows.js';
import { issuesOf, readTrade, readTrades } from '../../../test/support/read-trades.js';

const format = 'binance-stream';
const bare = { format, ...tradeMessage };
const wrapped = { format, stream: 'btcusdt@trade', data: tradeMessage };

describe('a message of the stream of trades', () => {
  it('has the time of the trade, not of the event', async () => {
    const trade = await readTrade(bare);
    expect(trade.timestamp).toBe('2025-01-15T00:00:00.123000Z');
  });

  it('keeps event type, event time, trade time, maker flag and best match', async () => {
    const { vendor_data: data } = await readTrade(bare);
    expect(data).toEqual({
      is_buyer_maker: 'true',
      trade_time: '1736899200123',
      event_type: 'trade',
      event_time: '1736899200999',
      is_best_match: 'true',
      base: 'BTC',
      quote: 'USDT',
    });
  });

  it('is the same trade bare and wrapped', async () => {
    expect(await readTrade(wrapped)).toEqual(await readTrade(bare));
  });

  it('is the same trade with numbers as numbers, as they are within a document', async () => {
    const data = { ...tradeMessage, E: 1736899200999, T: 1736899200123, t: 4359867654 };
    expect(await readTrade({ ...wrapped, data })).toEqual(await readTrade(bare));
  });

  it('keeps an id beyond 2^53 in a wrapped message', async () => {
    const data = { ...tradeMessage, t: new JsonNumber('9007199254740993') };
    expect((await readTrade({ ...wrapped, data })).source_sequence).toBe('9007199254740993');
  });

  it('is rejected where its id has lost digits before', async () => {
    const data = { ...tradeMessage, t: 2 ** 60 };
    expect(await issuesOf({ ...wrapped, data })).toEqual(['t TRADE_ID_INVALID']);
  });

  it('has the key of the same trade in a file', async () => {
    expect((await readTrade(bare)).message_id).toBe('5b76427c-e4e4-5546-bd28-17540b9c68ca');
  });

  it('is of the market that the format names', async () => {
    const trade = await readTrade({ ...bare, format: 'binance-usdm-stream', X: 'MARKET' });
    expect(trade).toMatchObject({ exchange: 'BINANCE_USDM', asset_class: 'futures' });
    expect(trade.vendor_data).toMatchObject({ order_type: 'MARKET' });
  });

  it.each(['s', 't', 'p', 'q', 'T', 'm'])('is rejected without %s', async (field) => {
    expect(await issuesOf({ ...bare, [field]: undefined })).toEqual([
      `${field} TRADE_FIELD_MISSING`,
    ]);
  });

  it('is rejected where its symbol is not a text', async () => {
    expect(await issuesOf({ ...bare, s: { toString: 'BTCUSDT' } })).toEqual(['s SYMBOL_INVALID']);
  });

  it('is rejected at the field s where the quote of its symbol is unknown', async () => {
    expect(await issuesOf({ ...bare, s: 'BTCXYZ' })).toEqual(['s SYMBOL_QUOTE_UNKNOWN']);
  });

  it('uses T, and no other time where T is missing', async () => {
    expect(await issuesOf({ ...bare, T: '' })).toEqual(['T TRADE_FIELD_MISSING']);
  });
});

it('a message of the stream of aggregate trades is read too', async () => {
  const trade = await readTrade({ format, ...aggTradeMessage });
  expect(trade).toMatchObject({
    trade_id: 'BINANCE-AGG-3358174938',
    trade_conditions: ['AGGREGATE'],
    vendor_data: {
      first_trade_id: '4359867654',
      last_trade_id: '4359867656',
      event_type: 'aggTrade',
    },
  });
  expect(trade.timestamp).toBe('2025-01-15T00:00:00.123000Z');
});

describe('a message of another kind is filtered and counted:', () => {
  it.each([
    ['a candle', { e: 'kline', E: '1', s: 'BTCUSDT', k: {} }],
    ['a change of the order book', { e: 'depthUpdate', s: 'BTCUSDT', b: [], a: [] }],
    ['a ticker of 24 hours', { e: '24hrTicker', s: 'BTCUSDT', p: '1', q: '2' }],
    ['a wrapped candle', { stream: 'btcusdt@kline_1m', data: { e: 'kline' } }],
    ['a wrapped list of tickers', { stream: '!miniTicker@arr', data: [{ e: '24hrMiniTicker' }] }],
    ['an answer to a subscription', { result: null, id: '1' }],
    ['an answer with an error', { error: { code: 2, msg: 'Invalid request' }, id: '1' }],
    ['an error', { code: 0, msg: 'Unknown property' }],
    ['the best prices', { u: '1', s: 'BTCUSDT', b: '1', B: '1', a: '2', A: '2' }],
    [
      'wrapped best prices',
      { stream: 'x', data: { u: 1, s: 'X', b: '1', B: '1', a: '2', A: '2' } },
    ],
    ['a part of the order book', { lastUpdateId: '1', bids: [], asks: [] }],
  ])('%s', async (_, message) => {
    expect(await readTrades([{ format, ...message }])).toEqual({
      trades: [],
      issues: [],
      messages: [],
      filtered: 1,
    });
  });
});

describe('a message that cannot be read is rejected, not filtered:', () => {
  it.each([
    ['an empty object', {}, 'e'],
    ['a trade without its event type', { ...tradeMessage, e: undefined }, 'e'],
    ['a trade with an empty event type', { ...tradeMessage, e: '' }, 'e'],
    ['a list in a line, as a capture stores it', { message: [{ e: '24hrMiniTicker' }] }, 'e'],
    ['an event type that is not a text', { ...tradeMessage, e: 1 }, 'e'],
    ['wrapped data that are a text', { stream: 'btcusdt@trade', data: 'trade' }, 'data'],
    ['wrapped data that are empty', { stream: 'btcusdt@trade', data: {} }, 'e'],
    ['wrapped data that are null', { stream: 'btcusdt@trade', data: null }, 'e'],
  ])('%s', async (_, message, field) => {
    expect(await issuesOf({ format, ...message })).toEqual([`${field} TRADE_EVENT_UNKNOWN`]);
  });
});
