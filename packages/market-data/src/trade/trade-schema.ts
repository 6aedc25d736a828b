import * as v from 'valibot';
import { isPrice, isQuantity } from '../fields/decimals.js';
import { isSequence } from '../fields/sequences.js';
import { assetClass, tradeSide } from './trades-v2.js';

const name = v.pipe(v.string(), v.regex(/^[\p{L}\p{N}][\p{L}\p{N}_./-]*$/u, 'must be a name'));

const sequence = v.custom<string>(isSequence, 'must be a whole number of at most 63 bits');

const moment = v.pipe(
  v.string(),
  v.regex(
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/,
    'must be a time in UTC with six decimals',
  ),
  v.check((text) => !Number.isNaN(Date.parse(text)), 'must be a time that exists'),
);

/** The schema of a {@link Trade}, for rows of other sources and for tests of formats. */
export const tradeSchema = v.strictObject({
  message_id: v.pipe(v.string(), v.uuid('must be a UUID')),
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
  trade_conditions: v.array(name),
  source_sequence: v.nullable(sequence),
  platform_sequence: v.nullable(sequence),
  vendor_data: v.nullable(v.record(v.string(), v.string())),
});
