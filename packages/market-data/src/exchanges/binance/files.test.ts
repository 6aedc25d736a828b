import { describe, expect, it } from 'vitest';
import { spotAggRow, spotRow, usdmAggRow, usdmRow } from '../../../test/support/raw-rows.js';
import { issuesOf, readTrade, readTrades } from '../../../test/support/read-trades.js';

describe('a line of a spot file', () => {
  it('becomes a trade of TradeV2', async () => {
    expect(await readTrade(spotRow)).toEqual({
      message_id: '5b76427c-e4e4-5546-bd28-17540b9c68ca',
      trade_id: 'BINANCE-4359867654',
      symbol: 'BTCUSDT',
      exchange: 'BINANCE',
      asset_class: 'crypto',
      timestamp: '2025-01-15T00:00:00.000123Z',
      price: '97234.50000000',
      quantity: '0.00125000',
      currency: 'USDT',
      side: 'SELL',
      trade_conditions: [],
      source_sequence: '4359867654',
      platform_sequence: null,
      vendor_data: {
        is_buyer_maker: 'true',
        trade_time: '1736899200000123',
        quote_quantity: '121.54312500',
        is_best_match: 'true',
        base: 'BTC',
        quote: 'USDT',
      },
    });
  });

  it('keeps every digit of an id beyond 2^53', async () => {
    const trade = await readTrade({ ...spotRow, id: '9007199254740993' });
    expect(trade).toMatchObject({
      trade_id: 'BINANCE-9007199254740993',
      source_sequence: '9007199254740993',
    });
  });

  it('is a sale where the buyer is the maker, otherwise a purchase', async () => {
    const words = ['True', 'true', 'False', 'false'];
    const { trades } = await readTrades(words.map((word) => ({ ...spotRow, isBuyerMaker: word })));
    expect(trades.map(({ side }) => side)).toEqual(['SELL', 'SELL', 'BUY', 'BUY']);
  });

  it.each(['TRUE', 'yes', '1', '0', 'buy', ' true', null, undefined, ''])(
    'is rejected where the maker flag is %j',
    async (word) => {
      const code = ['', null, undefined].includes(word)
        ? 'TRADE_FIELD_MISSING'
        : 'TRADE_SIDE_UNKNOWN';
      expect(await issuesOf({ ...spotRow, isBuyerMaker: word })).toEqual([`isBuyerMaker ${code}`]);
    },
  );

  it.each(['id', 'price', 'qty', 'time', 'isBuyerMaker', 'symbol'])(
    'is rejected without %s',
    async (field) => {
      const { [field]: _, ...rest } = spotRow;
      const row = { ...rest, format: 'binance-spot-trades' };
      expect(await issuesOf(row)).toEqual([`${field} TRADE_FIELD_MISSING`]);
      expect(await issuesOf({ ...row, [field]: '' })).toEqual([`${field} TRADE_FIELD_MISSING`]);
      expect(await issuesOf({ ...row, [field]: null })).toEqual([`${field} TRADE_FIELD_MISSING`]);
    },
  );

  it('needs neither the quote quantity nor the best match', async () => {
    const trade = await readTrade({ ...spotRow, quoteQty: null, isBestMatch: '' });
    expect(trade.vendor_data).not.toHaveProperty('quote_quantity');
    expect(trade.vendor_data).not.toHaveProperty('is_best_match');
  });

  it('is rejected with every issue, none of which has a value', async () => {
    const bad = { ...spotRow, symbol: 'secret', id: 'secret', price: 'secret', qty: 'secret' };
    const { issues, messages } = await readTrades([
      { ...bad, time: 'secret', isBuyerMaker: 'secret' },
    ]);
    expect(issues).toEqual([
      'symbol SYMBOL_INVALID',
      'id TRADE_ID_INVALID',
      'price DECIMAL_INVALID',
      'qty DECIMAL_INVALID',
      'time TRADE_TIME_INVALID',
      'isBuyerMaker TRADE_SIDE_UNKNOWN',
    ]);
    expect(messages.join()).not.toContain('secret');
  });

  it('of a leveraged token keeps its base, and says what it follows', async () => {
    const trade = await readTrade({ ...spotRow, symbol: 'BTCUPUSDT' });
    expect(trade).toMatchObject({
      symbol: 'BTCUPUSDT',
      currency: 'USDT',
      vendor_data: { base: 'BTCUP', quote: 'USDT', leveraged: 'true', underlying: 'BTC' },
    });
  });

  it('of JUPUSDT does not say that it is leveraged', async () => {
    const { vendor_data: data } = await readTrade({ ...spotRow, symbol: 'JUPUSDT' });
    expect(data).toMatchObject({ base: 'JUP', quote: 'USDT' });
    expect(data).not.toHaveProperty('leveraged');
    expect(data).not.toHaveProperty('underlying');
  });

  it('of one file may have milliseconds, and of the next microseconds', async () => {
    const times = ['1735689599999', '1735689600000001'];
    const { trades } = await readTrades(times.map((time) => ({ ...spotRow, time })));
    expect(trades.map(({ timestamp }) => timestamp)).toEqual([
      '2024-12-31T23:59:59.999000Z',
      '2025-01-01T00:00:00.000001Z',
    ]);
  });
});

describe('a line of a file of aggregate trades', () => {
  it('has an id of its own kind, the condition AGGREGATE, and the ids of its trades', async () => {
    expect(await readTrade(spotAggRow)).toMatchObject({
      trade_id: 'BINANCE-AGG-3358174938',
      source_sequence: '3358174938',
      exchange: 'BINANCE',
      trade_conditions: ['AGGREGATE'],
      side: 'BUY',
      vendor_data: {
        is_buyer_maker: 'false',
        first_trade_id: '4359867654',
        last_trade_id: '4359867656',
        is_best_match: 'true',
      },
    });
  });

  it('never has the key of a trade with the same id', async () => {
    const id = '77';
    const one = await readTrade({ ...spotRow, id });
    const other = await readTrade({ ...spotAggRow, agg_trade_id: id });
    expect(one.trade_id).not.toBe(other.trade_id);
    expect(one.message_id).not.toBe(other.message_id);
  });
});

describe('a line of a file of USD-M futures', () => {
  it('is a trade of futures, without a best match', async () => {
    const trade = await readTrade(usdmRow);
    expect(trade).toMatchObject({
      exchange: 'BINANCE_USDM',
      asset_class: 'futures',
      trade_id: 'BINANCE-5830018437',
      timestamp: '2025-01-15T00:00:00.045000Z',
      price: '97211.1',
      quantity: '0.002',
    });
    expect(trade.vendor_data).toEqual({
      is_buyer_maker: 'true',
      trade_time: '1736899200045',
      quote_quantity: '194.4222',
      base: 'BTC',
      quote: 'USDT',
    });
  });

  it('never has the key of a spot trade with the same id', async () => {
    const id = '77';
    const [spot, usdm] = [await readTrade({ ...spotRow, id }), await readTrade({ ...usdmRow, id })];
    expect([spot.exchange, usdm.exchange]).toEqual(['BINANCE', 'BINANCE_USDM']);
    expect(spot.message_id).not.toBe(usdm.message_id);
  });

  it('of a contract with a day of delivery keeps the day', async () => {
    const trade = await readTrade({ ...usdmRow, symbol: 'BTCUSDT_250328' });
    expect(trade).toMatchObject({ symbol: 'BTCUSDT_250328', currency: 'USDT' });
    expect(trade.vendor_data).toMatchObject({ base: 'BTC', quote: 'USDT', delivery: '250328' });
  });

  it('of aggregate trades is read too', async () => {
    expect(await readTrade(usdmAggRow)).toMatchObject({
      exchange: 'BINANCE_USDM',
      trade_id: 'BINANCE-AGG-2502317611',
      trade_conditions: ['AGGREGATE'],
    });
  });
});
