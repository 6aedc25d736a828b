import type { RowIssue } from '@wdh/pipeline-core';
import { isPrice, isQuantity } from '../fields/decimals.js';
import { exactText } from '../fields/exact-text.js';
import { isSequence } from '../fields/sequences.js';
import type { Instrument } from '../symbols/instrument.js';
import { messageId } from '../trade/message-id.js';
import type { Trade } from '../trade/trade.js';
import type { Exchange, TradeParts } from './exchange.js';
import { type Issues, tradeIssues } from './trade-issues.js';

/**
 * Builds a trade from its parts, or returns everything that is wrong with them. What it builds is
 * valid by `tradeSchema`; a property test compares both.
 *
 * @param instrument - What is traded, or why the symbol is refused.
 */
export function tradeOf(
  exchange: Exchange,
  parts: TradeParts,
  instrument: Instrument | RowIssue,
): Trade | Issues {
  const id = exactText(parts.id);
  const price = exactText(parts.price);
  const quantity = exactText(parts.quantity);
  const timestamp = exchange.timeOf(exactText(parts.time) ?? '');
  const side = exchange.sideOf(exactText(parts.side) ?? '');
  if (
    'code' in instrument ||
    !isSequence(id) ||
    !isPrice(price) ||
    !isQuantity(quantity) ||
    timestamp === null ||
    side === null
  ) {
    return tradeIssues(exchange, parts, instrument);
  }
  const { symbol, quote } = instrument;
  const trade_id = parts.idPrefix + id;
  addInstrument(parts.vendorData, instrument);
  return {
    message_id: messageId(exchange.name, symbol, trade_id),
    trade_id,
    symbol,
    exchange: exchange.name,
    asset_class: exchange.assetClass,
    timestamp,
    price,
    quantity,
    currency: quote,
    side,
    trade_conditions: parts.conditions,
    source_sequence: id,
    platform_sequence: null,
    vendor_data: parts.vendorData,
  };
}

function addInstrument(data: Record<string, string>, instrument: Instrument): void {
  data['base'] = instrument.base;
  data['quote'] = instrument.quote;
  if (instrument.underlying !== undefined) {
    data['leveraged'] = 'true';
    data['underlying'] = instrument.underlying;
  }
  if (instrument.delivery !== undefined) data['delivery'] = instrument.delivery;
}
