import { describe, expect, it } from 'vitest';
import { binanceTrades, binanceUsdmTrades, sequenceOfTrade } from './feeds.js';

const trade =
  '{"e":"trade","E":1736899200001,"s":"BTCUSDT","t":9007199254740993,"p":"0.1","q":"1","T":1736899200000,"m":true,"M":true}';
const aggregate =
  '{"e":"aggTrade","E":1,"a":26129,"s":"BTCUSDT","p":"0.1","q":"1","f":100,"l":105,"T":1,"m":true}';

describe('the address of the feed', () => {
  it('combines the streams of all symbols', () => {
    expect(binanceTrades.urlOf(['BTCUSDT', 'ethusdt'])).toBe(
      'wss://stream.binance.com:9443/stream?streams=btcusdt@trade/ethusdt@trade',
    );
    expect(binanceUsdmTrades.urlOf(['BTCUSDT'])).toBe(
      'wss://fstream.binance.com/stream?streams=btcusdt@aggTrade',
    );
  });

  it('takes a stream as it is, and encodes other characters', () => {
    expect(binanceTrades.urlOf(['btcusdt@aggTrade'])).toMatch(/streams=btcusdt@aggTrade$/);
    expect(binanceTrades.urlOf(['a/b&c'])).toMatch(/streams=a%2Fb%26c@trade$/);
  });
});

describe('the sequence of a message', () => {
  it('is the id of the trade, with every digit, bare or wrapped', () => {
    const sequence = { key: 'BTCUSDT', sequence: 9007199254740993n };
    expect(sequenceOfTrade(trade)).toEqual(sequence);
    expect(sequenceOfTrade(`{"stream":"btcusdt@trade","data":${trade}}`)).toEqual(sequence);
  });

  it('is another one for aggregate trades', () => {
    expect(sequenceOfTrade(aggregate)).toEqual({ key: 'BTCUSDT aggregate', sequence: 26129n });
  });

  it.each(['{"result":null,"id":1}', '{"e":"kline","s":"BTCUSDT","t":1}', 'garbage', ''])(
    'is missing in %j',
    (message) => {
      expect(sequenceOfTrade(message)).toBeNull();
    },
  );
});
