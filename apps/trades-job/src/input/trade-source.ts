import {
  chosenSource,
  csv,
  type InputStart,
  json,
  jsonLines,
  type JobSource,
  withFields,
} from '@wdh/job';
import type { RawTrade } from '@wdh/market-data';
import type { WdhError } from '@wdh/pipeline-core';
import type { Params } from '../params.js';
import { cannotRead } from './cannot-read.js';
import { findLineFormats } from './find-line-formats.js';
import { formatsOf, type LineFormat, type Market } from './formats.js';
import { nameOfTrades } from './name-of-trades.js';

/**
 * Rows in a batch. A trade consists of many objects: with more of them at a time, the collection of
 * garbage copies them, which takes time and memory (see `bench`).
 */
const batchSize = 250;

/** What a person knows about an input. */
export type Known = Pick<Params, 'market' | 'symbol' | 'records'>;

/**
 * Declares how trades are read: files of Binance with or without a header, captures of stream
 * messages, objects of REST, lines of Kraken. What neither the input nor the parameters decide is
 * refused before a row is read.
 */
export function tradeSource(params: Params): JobSource<RawTrade> {
  const { checksum } = params;
  const origin = checksum === 'none' ? {} : { checksum };
  return chosenSource((start) => sourceOf(start, params), origin);
}

/**
 * Returns how an input is read, by its beginning.
 *
 * @throws WdhError `TRADES_INPUT_UNCLEAR` (usage) with what decides
 */
export function sourceOf(start: InputStart, params: Known): JobSource<RawTrade> {
  // A capture may begin with a line that is not JSON, and a segment may be empty.
  const isCapture = [start.name, start.member ?? ''].some((name) =>
    /\.(?:jsonl|ndjson)(?:\.\w+)?$/i.test(name),
  );
  switch (isCapture ? 'json-lines' : start.format) {
    case 'csv':
      return readLines(start, params);
    case 'json':
    case 'json-lines':
      return readObjects(start, params, isCapture);
    case 'excel':
      throw cannotRead(start.name, 'it is a workbook', 'Export its sheet as CSV.');
  }
}

function readLines(start: InputStart, params: Known): JobSource<RawTrade> {
  const { name, firstRecord } = start;
  const fileName = nameOfTrades(start, params);
  const { formats, hasHeader } = findLineFormats(firstRecord, fileName, params);
  const [format, ...others] = formats;
  if (format === undefined || others.length > 0) {
    throw unclearLines(name, firstRecord.length, formats, hasHeader);
  }
  return withFields(csv({ columns: format.columns, hasHeader, batchSize }), {
    format: format.name,
    symbol: symbolFor(name, format.market, params.symbol ?? fileName?.symbol),
  });
}

/** Names no cell, as a header may be data. */
function unclearLines(
  name: string,
  count: number,
  formats: readonly LineFormat[],
  hasHeader: boolean,
): WdhError {
  const names = formats.map((format) => format.name).join(', ');
  if (count === 0) {
    return cannotRead(
      name,
      'it has no record, or none of cells between commas',
      'Pass a file with commas, or give the parameter market if there was no trade.',
    );
  }
  if (formats.length > 1) {
    const why = `its ${count} columns fit several formats (${names})`;
    return cannotRead(
      name,
      why,
      `${keepName}, or give the parameter market: spot, usdm or kraken.`,
    );
  }
  const what = hasHeader ? 'the names in its header are those of' : `its ${count} columns fit`;
  const expected = 'Pass the file as the exchange publishes it, of the market that it is of.';
  return cannotRead(name, `${what} no format that its name and parameters allow`, expected);
}

const keepName = 'Keep the name that the exchange gives, such as BTCUSDT-trades-2025-01-15.csv';

function readObjects(start: InputStart, params: Known, isCapture: boolean): JobSource<RawTrade> {
  const { name, format, firstRecord } = start;
  const { market = 'spot', symbol, records } = params;
  const isEmptyAnswer = format === 'json' && firstRecord.length === 0 && symbol !== undefined;
  const looksRest = market === 'kraken' || isEmptyAnswer || areOfRest(firstRecord);
  const isRest = records === undefined ? looksRest : records === 'rest';
  const read = format === 'json' && !isCapture ? json : jsonLines;
  // Ids beyond 2^53 stay exact as text.
  const source = read({ numbers: 'text', batchSize });
  const { rest, stream } = formatsOf[market];
  if (!isRest || firstRecord.includes('symbol')) {
    if (symbol === undefined) return withFields(source, { format: isRest ? rest : stream });
    const why = `its ${isRest ? 'records' : 'messages'} name their own symbols`;
    throw cannotRead(name, why, 'Omit the parameter symbol.');
  }
  const known = symbol ?? nameOfTrades(start, params)?.symbol;
  return withFields(source, { format: rest, symbol: symbolFor(name, market, known) });
}

/** Objects of REST have no event type `e`, and seldom a symbol. */
function areOfRest(names: readonly string[]): boolean {
  const has = (name: string): boolean => names.includes(name);
  return (has('id') && has('price')) || (has('a') && has('p') && !has('e'));
}

/** Symbols of Binance have no small letters; pairs of Kraken may, such as AAPLxUSD. */
function symbolFor(name: string, market: Market, symbol: string | undefined): string {
  if (symbol !== undefined) return market === 'kraken' ? symbol : symbol.toUpperCase();
  throw cannotRead(
    name,
    'neither its name nor its records say the symbol',
    `${keepName}, or give the parameter symbol.`,
  );
}
