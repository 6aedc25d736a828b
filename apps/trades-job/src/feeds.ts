import { defineFeed, type FeedSequence } from '@wdh/job';
import { tradesJob } from './job.js';

const symbols = ['BTCUSDT', 'ETHUSDT'];

/** Trades of the spot market of Binance, as they happen. */
export const binanceTrades = defineFeed({
  name: 'binance_trades',
  description: 'Trades of the spot market of Binance; topics are symbols, or streams with an @.',
  job: tradesJob,
  params: { market: 'spot', records: 'stream' },
  topics: symbols,
  url: (topics) => combinedStream('wss://stream.binance.com:9443', topics, 'trade'),
  sequenceOf: sequenceOfTrade,
});

/** Aggregate trades of the USD-M futures of Binance, as they happen. */
export const binanceUsdmTrades = defineFeed({
  name: 'binance_usdm_trades',
  description: 'Aggregate trades of the USD-M futures of Binance; topics as of binance_trades.',
  job: tradesJob,
  params: { market: 'usdm', records: 'stream' },
  topics: symbols,
  url: (topics) => combinedStream('wss://fstream.binance.com', topics, 'aggTrade'),
  sequenceOf: sequenceOfTrade,
});

/** Returns the address of several streams: `BTCUSDT` is `btcusdt@trade`, and `btcusdt@kline_1m` itself. */
function combinedStream(origin: string, topics: readonly string[], kind: string): string {
  const streams = topics.map((topic) => {
    const [symbol = '', stream = kind] = topic.split('@');
    return `${encodeURIComponent(symbol.toLowerCase())}@${encodeURIComponent(stream)}`;
  });
  return `${origin}/stream?streams=${streams.join('/')}`;
}

const field = {
  event: /"e"\s*:\s*"(trade|aggTrade)"/,
  symbol: /"s"\s*:\s*"([^"\\]+)"/,
  trade: /"t"\s*:\s*(\d{1,20})/,
  aggregate: /"a"\s*:\s*(\d{1,20})/,
};

/**
 * Returns symbol and id of a trade message; null for any other. Ids of trades and of aggregate trades
 * are different sequences.
 */
export function sequenceOfTrade(message: string): FeedSequence | null {
  const event = field.event.exec(message)?.[1];
  const symbol = field.symbol.exec(message)?.[1];
  const id = (event === 'trade' ? field.trade : field.aggregate).exec(message)?.[1];
  if (event === undefined || symbol === undefined || id === undefined) return null;
  const key = event === 'trade' ? symbol : `${symbol} aggregate`;
  return { key, sequence: BigInt(id) };
}
