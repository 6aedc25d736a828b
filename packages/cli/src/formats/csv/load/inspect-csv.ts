import { certainFrom, type Content } from '@wdh/file-connector';
import type { InspectedInput, LoadReadingOptions } from '../../input-format.js';
import { namesWithoutHeader } from '../../tables/names-without-header.js';
import { expectOneTable, headerDoubt } from '../../tables/table-doubts.js';
import type { CsvReading } from '../csv-reading.js';
import { expectCertain } from '../expect-certain.js';
import { countColumns } from '../first-columns.js';
import { knowCsv, type KnownCsv } from '../known-csv.js';
import { delimiterDoubt } from './delimiter-doubt.js';
import { namesInHeader } from './names-in-header.js';

/**
 * Finds out how a CSV file is loaded, and its columns. What the options say is not guessed.
 *
 * @throws WdhError `ENCODING_UNCERTAIN`, `DIALECT_UNCERTAIN` (data) that name the options that
 * decide; those of the reader
 */
export async function inspectCsv(
  input: Content,
  options: LoadReadingOptions,
  signal: AbortSignal,
): Promise<InspectedInput<CsvReading>> {
  const { name } = input;
  const known = await knowCsv(input, options);
  const { encoding, detected, isGiven } = known;
  if (isGiven) expectCertain(name, detected, options, true);
  const doubt = isGiven ? null : delimiterDoubt(name, detected, options);
  if (!isGiven) expectOneTable(name, detected.proposals, options);
  const reading = readingOf(known, options);
  if (!reading.hasHeader) {
    const count = isGiven ? await countColumns(input, reading, encoding) : detected.fieldCount;
    const names = namesWithoutHeader(name, count, options);
    if (doubt !== null) throw doubt;
    return { reading, encoding, names, columns: names, areNamesCertain: true, doubt };
  }
  const names = await namesInHeader(input, reading, encoding, signal);
  const areNamesCertain = isGiven || detected.proposals.hasHeader.confidence >= certainFrom;
  // The columns of an existing table decide; without one, nothing does.
  if (!areNamesCertain && options.create) throw headerDoubt(name);
  return { reading, encoding, names, areNamesCertain, doubt };
}

/** An uncertain header is checked by the names of the table. */
function readingOf({ layout, presetNulls }: KnownCsv, options: LoadReadingOptions): CsvReading {
  const { empty, null: given = [] } = options;
  // A dialect that writes NULL in another way has empty texts.
  const areEmptiesNull = empty === 'null' || (empty === 'by-quotes' && presetNulls === null);
  const nulls = [...(areEmptiesNull ? [''] : []), ...(presetNulls ?? []), ...given];
  return {
    ...layout,
    nullValues: [...new Set(nulls)],
    ...(empty === 'null' ? { nullQuoted: true } : {}),
  };
}
