import { timeSinceEpoch, timeSinceEpochForm } from '../../fields/trade-time.js';
import type { TradeSide } from '../../trade/trade.js';
import type { Exchange } from '../exchange.js';
import { spotAggTrades, spotTrades, usdmAggTrades, usdmTrades } from './files.js';
import { spotRest, usdmRest } from './rest.js';
import { spotStream, usdmStream } from './stream.js';
import { spotInstrument, usdmInstrument } from './symbols.js';

const both = { sideOf, timeOf: timeSinceEpoch, timeForm: timeSinceEpochForm } as const;

/** The spot market of Binance. */
export const binance: Exchange = {
  ...both,
  name: 'BINANCE',
  assetClass: 'crypto',
  symbolOf: spotInstrument,
  formats: [spotTrades, spotAggTrades, spotStream, spotRest],
};

/** The USD-M futures of Binance, whose ids of trades are independent of those of spot. */
export const binanceUsdm: Exchange = {
  ...both,
  name: 'BINANCE_USDM',
  assetClass: 'futures',
  symbolOf: usdmInstrument,
  formats: [usdmTrades, usdmAggTrades, usdmStream, usdmRest],
};

/** The taker sells where the buyer is the maker. */
function sideOf(isBuyerMaker: string): TradeSide | null {
  switch (isBuyerMaker) {
    case 'true':
    case 'True':
      return 'SELL';
    case 'false':
    case 'False':
      return 'BUY';
    default:
      return null;
  }
}
