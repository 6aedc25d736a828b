import * as v from 'valibot';
import { isPrice, isQuantity } from '../fields/decimals.js';
import { isSequence } from '../fields/sequences.js';
import { messageId } from './message-id.js';
import { assetClass, tradeSide } from './trades-v2.js';

const name = v.pipe(v.string(), v.regex(/^[\p{L}\p{N}][\p{L}\p{N}_./-]*$/u, 'must be a name'));

const isConditions = (value: unknown): boolean => v.is(v.array(name), value);

const sequence = v.custom<string>(isSequence, 'must be a whole number of at most 63 bits');

const moment = v.pipe(
  v.string(),
  v.regex(
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/,
    'must be a time in UTC with six decimals',
  ),
  v.check(exists, 'must be a time that exists'),
);

/** A day past the end of its month, and the hour 24, roll over into the next one. */
function exists(text: string): boolean {
  const date = new Date(text);
  const isValid = !Number.isNaN(date.getTime()) && text >= '0001';
  return isValid && date.toISOString().slice(0, 19) === text.slice(0, 19);
}

const columns = v.strictObject({
  message_id: v.string(),
  trade_id: name,
  symbol: name,
  exchange: name,
  asset_class: v.picklist(assetClass.enumValues),
  timestamp: moment,
  price: v.custom<string>(isPrice, 'must be greater than 0, with up to 10 digits and 8 decimals'),
  quantity: v.custom<string>(
    isQuantity,
    'must be greater than 0, with up to 20 digits and 8 decimals',
  ),
  currency: name,
  side: v.picklist(tradeSide.enumValues),
  trade_conditions: v.custom<readonly string[]>(isConditions, 'must be a list of names'),
  source_sequence: v.nullable(sequence),
  platform_sequence: v.nullable(sequence),
  vendor_data: v.nullable(v.record(v.string(), v.string())),
});

/** The schema of a {@link Trade}, for rows of other sources and for tests of formats. */
export const tradeSchema = v.pipe(
  columns,
  v.forward(
    v.partialCheck(
      [['message_id'], ['exchange'], ['symbol'], ['trade_id']],
      (trade) => trade.message_id === messageId(trade.exchange, trade.symbol, trade.trade_id),
      'must be the UUID of version 5 of exchange, symbol and trade_id',
    ),
    ['message_id'],
  ),
);
