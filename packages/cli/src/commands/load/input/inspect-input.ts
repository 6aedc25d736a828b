import {
  certainFrom,
  type Content,
  detectDialect,
  type DetectedDialect,
  detectFormat,
  type Encoding,
} from '@wdh/file-connector';
import type { WdhError } from '@wdh/pipeline-core';
import type { CsvReading, Reading } from '../../../load-job/load-params.js';
import { dialectOptions } from '../../../reading/dialect-options.js';
import type { LoadOptions } from '../load-options.js';
import { delimiterDoubt, expectOneTable, headerDoubt } from './dialect-doubts.js';
import { namesInHeader } from './names-in-header.js';
import { namesInJsonLines } from './names-in-json-lines.js';
import { namesWithoutHeader } from './names-without-header.js';

/** What is known about a file before its rows are read. */
export interface InspectedInput {
  readonly reading: Reading;
  /** Undefined: that of its byte order mark, or UTF-8. */
  readonly encoding: Encoding | undefined;
  /** The names of its columns, in its order. */
  readonly names: readonly string[];
  /** False: the names may be the values of a file without a header, and must not be shown. */
  readonly areNamesCertain: boolean;
  /** What is not certain unless the names are those of the table; null if all is. */
  readonly doubt: WdhError | null;
}

/**
 * Finds out how a file is read, and its columns. What the options say is not guessed.
 *
 * @throws WdhError `ENCODING_UNCERTAIN`, `DIALECT_UNCERTAIN` (data) that name the options that
 * decide; those of the readers
 */
export async function inspectInput(
  input: Content,
  options: LoadOptions,
  signal: AbortSignal,
): Promise<InspectedInput> {
  const format = options.format ?? (await detectFormat(input));
  return format === 'csv'
    ? inspectCsv(input, options, signal)
    : inspectJsonLines(input, options, signal);
}

async function inspectCsv(
  input: Content,
  options: LoadOptions,
  signal: AbortSignal,
): Promise<InspectedInput> {
  const { delimiter, quote, skipLines, encoding, header: hasHeader } = options;
  const escape = options.escape ?? undefined;
  const known = { delimiter, quote, escape, skipLines, encoding, hasHeader };
  const detected = await detectDialect(input, known);
  const { name } = input;
  const doubt = delimiterDoubt(name, detected, options);
  if (!options.keepExtra) expectOneTable(name, detected);
  const certainEncoding = detected.proposals.encoding.value ?? undefined;
  const reading = readingOf(detected, options);
  if (!reading.hasHeader) {
    const names = namesWithoutHeader(name, detected, options);
    if (doubt !== null) throw doubt;
    return { reading, encoding: certainEncoding, names, areNamesCertain: true, doubt };
  }
  const names = await namesInHeader(input, reading, certainEncoding, signal);
  const areNamesCertain = detected.proposals.hasHeader.confidence >= certainFrom;
  // The columns of an existing table decide; without one, nothing does.
  if (!areNamesCertain && options.create) throw headerDoubt(name);
  return { reading, encoding: certainEncoding, names, areNamesCertain, doubt };
}

function readingOf(detected: DetectedDialect, options: LoadOptions): CsvReading {
  const empties = options.empty === 'text' ? [] : [''];
  return {
    format: 'csv',
    // An uncertain header is checked by the names of the table.
    ...dialectOptions(detected, options),
    nullValues: [...new Set([...empties, ...(options.null ?? [])])],
    ...(options.empty === 'null' ? { nullQuoted: true } : {}),
  };
}

async function inspectJsonLines(
  input: Content,
  options: LoadOptions,
  signal: AbortSignal,
): Promise<InspectedInput> {
  const names = await namesInJsonLines(input, options, signal);
  const { encoding } = options;
  return { reading: { format: 'json-lines' }, encoding, names, areNamesCertain: true, doubt: null };
}
