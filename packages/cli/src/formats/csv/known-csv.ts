import {
  csvDialects,
  type CsvPreset,
  detectDialect,
  type DetectedDialect,
  type Encoding,
  type SourceInput,
} from '@wdh/file-connector';
import type { ReadingOptions } from '../../reading/reading-options.js';
import { defined, givenLayout } from '../tables/given-layout.js';
import type { CsvReading } from './csv-reading.js';
import { dialectOptions, knownDialect } from './dialect-options.js';

/** How a CSV file is read, apart from what is null. */
export type CsvLayout = Omit<CsvReading, 'nullValues' | 'nullQuoted'>;

/** What is known about a CSV file before its header is read. */
export interface KnownCsv {
  readonly layout: CsvLayout;
  /** Texts that are null in the dialect that the options name; null where they name none. */
  readonly presetNulls: readonly string[] | null;
  /** Undefined: that of the byte order mark, or UTF-8. */
  readonly encoding: Encoding | undefined;
  /** What was detected. Where the options name the dialect, only its encoding counts. */
  readonly detected: DetectedDialect;
  /** Whether the options name the dialect as a whole, so that nothing but the encoding is detected. */
  readonly isGiven: boolean;
}

/** Detects how a CSV file is read; what the options say is not guessed. */
export async function knowCsv(input: SourceInput, options: ReadingOptions): Promise<KnownCsv> {
  const preset: CsvPreset | undefined =
    options.dialect === undefined ? undefined : csvDialects[options.dialect];
  const known = knownDialect(options);
  const detected = await detectDialect(input, {
    ...known,
    encoding: known.encoding ?? preset?.encoding,
  });
  const encoding = detected.proposals.encoding.value ?? undefined;
  const isGiven = preset !== undefined || isBeyondDetection(options);
  const base = isGiven
    ? givenDialect(preset ?? {}, options, detected)
    : dialectOptions(detected, options);
  const { recordSeparator, trim, trailingDelimiter } = options;
  const given = defined({
    recordSeparator,
    trimBlanks: trim === undefined ? undefined : true,
    trimQuoted: trim === 'all' ? true : undefined,
    trailingDelimiter: trailingDelimiter === true ? ('ignore' as const) : undefined,
  });
  const layout: CsvLayout = { format: 'csv', ...base, ...given, ...givenLayout(options) };
  return { layout, presetNulls: preset?.nullValues ?? null, encoding, detected, isGiven };
}

/** Only a dialect of single characters and newlines is detected. */
const isBeyondDetection = ({ recordSeparator, delimiter = '' }: ReadingOptions): boolean =>
  recordSeparator !== undefined || delimiter.length > 1;

/** A first line such as `sep=;` names the delimiter, unless the dialect has one. */
function givenDialect(preset: CsvPreset, options: ReadingOptions, { proposals }: DetectedDialect) {
  const { nullValues: _, nullQuoted: _quoted, encoding: _encoding, ...dialect } = preset;
  const { delimiter, quote, escape, comment, skipLines, header = true } = options;
  const marks = defined({
    delimiter,
    quote,
    escape: escape ?? undefined,
    comment: comment ?? undefined,
    skipLines,
  });
  const delimiterOf = proposals.hasSeparatorLine.value ? proposals.delimiter.value : ',';
  return { delimiter: delimiterOf, quote: '"', ...defined(dialect), ...marks, hasHeader: header };
}
