import type { RowIssue } from '@wdh/pipeline-core';
import { isPrice, isQuantity, priceIssue, quantityIssue } from '../fields/decimals.js';
import { isSequence } from '../fields/sequences.js';
import type { Instrument } from '../symbols/instrument.js';
import { messageId } from '../trade/message-id.js';
import type { Trade } from '../trade/trade.js';
import type { VendorData } from '../trade/vendor-data.js';
import type { Exchange, TradeParts } from './exchange.js';

/** Builds a trade from its parts, or returns why it is none. */
export function tradeOf(
  exchange: Exchange,
  parts: TradeParts,
  instrument: Instrument,
): Trade | RowIssue {
  const { id, price, quantity, fields } = parts;
  if (!isSequence(id)) return idIssue(fields.id, id);
  if (!isPrice(price)) return priceIssue(fields.price, price);
  if (!isQuantity(quantity)) return quantityIssue(fields.quantity, quantity);
  const timestamp = exchange.timeOf(parts.time);
  if (timestamp === null) return timeIssue(fields.time, parts.time);
  const side = exchange.sideOf(parts.side);
  if (side === null) return sideIssue(fields.side, parts.side);
  const trade_id = `${parts.idPrefix}-${id}`;
  const { symbol } = instrument;
  return {
    message_id: messageId(exchange.name, symbol, trade_id),
    trade_id,
    symbol,
    exchange: exchange.name,
    asset_class: exchange.assetClass,
    timestamp,
    price,
    quantity,
    currency: instrument.quote,
    side,
    trade_conditions: parts.conditions as string[],
    source_sequence: id,
    platform_sequence: null,
    vendor_data: withInstrument(parts.vendorData, instrument),
  };
}

function withInstrument(data: VendorData, { base, quote, underlying }: Instrument): VendorData {
  if (underlying === null) return { ...data, base, quote };
  return { ...data, base, quote, leveraged: 'true', underlying };
}

const isMissing = (value: unknown): boolean =>
  value === undefined || value === null || value === '';

const missing = (field: string): RowIssue => {
  return { field, code: 'TRADE_FIELD_MISSING', message: 'must not be empty' };
};

function idIssue(field: string, value: unknown): RowIssue {
  if (isMissing(value)) return missing(field);
  const message = 'must be a whole number as text, at most 9223372036854775807';
  return { field, code: 'TRADE_ID_INVALID', message };
}

function timeIssue(field: string, value: unknown): RowIssue {
  if (isMissing(value)) return missing(field);
  const message = 'must be a time since 1970 in the unit of its exchange';
  return { field, code: 'TRADE_TIME_INVALID', message };
}

function sideIssue(field: string, value: unknown): RowIssue {
  if (isMissing(value)) return missing(field);
  return { field, code: 'TRADE_SIDE_UNKNOWN', message: 'must be a side that its exchange writes' };
}
