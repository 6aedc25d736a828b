import {
  certainFrom,
  type Content,
  detectDialect,
  type DetectedDialect,
} from '@wdh/file-connector';
import type { InspectedInput, LoadReadingOptions } from '../../input-format.js';
import type { CsvReading } from '../csv-reading.js';
import { delimiterDoubt, expectOneTable, headerDoubt } from './dialect-doubts.js';
import { dialectOptions, knownDialect } from '../dialect-options.js';
import { namesInHeader } from './names-in-header.js';
import { namesWithoutHeader } from './names-without-header.js';

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
  const detected = await detectDialect(input, knownDialect(options));
  const { name } = input;
  const doubt = delimiterDoubt(name, detected, options);
  if (!options.keepExtra) expectOneTable(name, detected);
  const certainEncoding = detected.proposals.encoding.value ?? undefined;
  const reading = readingOf(detected, options);
  if (!reading.hasHeader) {
    const names = namesWithoutHeader(name, detected, options);
    if (doubt !== null) throw doubt;
    return {
      reading,
      encoding: certainEncoding,
      names,
      columns: names,
      areNamesCertain: true,
      doubt,
    };
  }
  const names = await namesInHeader(input, reading, certainEncoding, signal);
  const areNamesCertain = detected.proposals.hasHeader.confidence >= certainFrom;
  // The columns of an existing table decide; without one, nothing does.
  if (!areNamesCertain && options.create) throw headerDoubt(name);
  return { reading, encoding: certainEncoding, names, areNamesCertain, doubt };
}

function readingOf(detected: DetectedDialect, options: LoadReadingOptions): CsvReading {
  const empties = options.empty === 'text' ? [] : [''];
  return {
    format: 'csv',
    // An uncertain header is checked by the names of the table.
    ...dialectOptions(detected, options),
    nullValues: [...new Set([...empties, ...(options.null ?? [])])],
    ...(options.empty === 'null' ? { nullQuoted: true } : {}),
  };
}
