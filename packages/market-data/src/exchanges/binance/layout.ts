import { exactText } from '../../fields/exact-text.js';
import type { PartNames, TradeParts } from '../exchange.js';

/** Where the parts of a trade are in a record of Binance. */
export interface Layout {
  readonly fields: PartNames;
  readonly isAggregate: boolean;
  /** The names in `vendor_data`, and of the fields in the record. */
  readonly vendor: readonly (readonly [name: string, field: string])[];
}

type BinanceRecord = Readonly<Record<string, unknown>>;

const plain = Object.freeze<string[]>([]);
const aggregate = Object.freeze(['AGGREGATE']);
/** Finds the parts of a trade by a layout. */
export function partsBy(layout: Layout, record: BinanceRecord, symbol: unknown): TradeParts {
  const { fields, isAggregate } = layout;
  return {
    fields,
    symbol,
    id: record[fields.id],
    price: record[fields.price],
    quantity: record[fields.quantity],
    time: record[fields.time],
    side: record[fields.side],
    idPrefix: isAggregate ? 'BINANCE-AGG-' : 'BINANCE-',
    conditions: isAggregate ? aggregate : plain,
    vendorData: vendorDataBy(layout, record),
  };
}

function vendorDataBy({ vendor }: Layout, record: BinanceRecord): Record<string, string> {
  const data: Record<string, string> = {};
  for (const [name, field] of vendor) {
    const text = exactText(record[field]);
    if (text === undefined || text === '') continue;
    data[name] = isTruth(text) ? text.toLowerCase() : text;
  }
  return data;
}

/** The lengths are compared first, as most texts are of numbers. */
const isTruth = (text: string): boolean =>
  (text.length === 4 || text.length === 5) && /^(?:true|false)$/i.test(text);
