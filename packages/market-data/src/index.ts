export { toTrade, type ToTradeOptions } from './to-trade.js';
export type { Trade, AssetClass, TradeSide } from './trade/trade.js';
export type { VendorData } from './trade/vendor-data.js';
export { tradesV2, assetClass, tradeSide } from './trade/trades-v2.js';
export { tradeSchema } from './trade/trade-schema.js';
export { timeSinceEpoch } from './fields/trade-time.js';
export { messageId } from './trade/message-id.js';
export type { Exchange, PartNames, TradeFormat, TradeParts } from './exchanges/exchange.js';
export type { RawTrade } from './exchanges/raw-trade.js';
export {
  exchanges,
  type FormatOfExchange,
  tradeFormat,
  tradeFormatNames,
} from './exchanges/exchanges.js';
export type { Instrument } from './symbols/instrument.js';
export { listedSymbols, type ListedSymbols } from './symbols/listed-symbols.js';
