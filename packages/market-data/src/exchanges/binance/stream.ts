import type { RowIssue } from '@wdh/pipeline-core';
import { isMissing } from '../../fields/missing-field.js';
import type { TradeFormat, TradeParts } from '../exchange.js';
import { partsBy } from './layout.js';
import { aggTradeEventLayout, tradeEventLayout } from './layouts.js';

type Message = Readonly<Record<string, unknown>>;

/** Names of fields by which messages without an event type are known. */
const otherMessages: readonly (readonly string[])[] = [
  // Answers to subscriptions, and their errors
  ['result', 'id'],
  ['error'],
  ['code', 'msg'],
  // Best prices of spot, and parts of the order book
  ['u', 's', 'b', 'B', 'a', 'A'],
  ['lastUpdateId', 'bids', 'asks'],
];

/** Messages of streams, bare or as `{ stream, data }` of a combined stream. */
const streamFormat = (name: string): TradeFormat => {
  return { name, parse: (raw) => partsOfMessage(raw) };
};

/** Messages of the streams of spot. */
export const spotStream = streamFormat('binance-stream');

/** Messages of the streams of USD-M futures. */
export const usdmStream = streamFormat('binance-usdm-stream');

function partsOfMessage(raw: Message): TradeParts | RowIssue | null {
  const { data } = raw;
  if (isMissing(raw['stream']) || isMissing(data)) return partsOfEvent(raw);
  // Lists are of all symbols at once, such as prices; there is none of trades.
  if (Array.isArray(data)) return null;
  return isMessage(data) ? partsOfEvent(data) : unknownEvent('data');
}

function partsOfEvent(message: Message): TradeParts | RowIssue | null {
  switch (message['e']) {
    case 'trade':
      return partsBy(tradeEventLayout, message, message['s']);
    case 'aggTrade':
      return partsBy(aggTradeEventLayout, message, message['s']);
    default:
      if (typeof message['e'] === 'string' && message['e'] !== '') return null;
      if (isMissing(message['e']) && isOtherMessage(message)) return null;
      return unknownEvent('e');
  }
}

const isMessage = (value: unknown): value is Message => typeof value === 'object' && value !== null;

const isOtherMessage = (message: Message): boolean =>
  otherMessages.some((fields) => fields.every((field) => Object.hasOwn(message, field)));

const unknownEvent = (field: string): RowIssue => {
  return { field, code: 'TRADE_EVENT_UNKNOWN', message: 'must be a message with its event type' };
};
