import type { CsvFileProfile, Encoding } from '@wdh/file-connector';
import { showControls, showMark } from '../../reading/parse-reading-values.js';
import { showMany } from '../../table/show-values.js';
import type { CsvReading } from './csv-reading.js';

const words: Readonly<Record<string, string>> = { '\t': 'tab', ' ': 'space' };

/** Describes how a CSV file is read, in a line. */
export function describeCsv(reading: CsvReading, encoding: Encoding = 'utf-8'): string {
  const { delimiter, quote, escape, escapes, comment, recordSeparator } = reading;
  return [
    'CSV',
    `delimiter ${shown(delimiter)}`,
    quote === null ? 'no quotes' : `quote ${shown(quote)}`,
    ...(escape === undefined ? [] : [`escape ${shown(escape)}`]),
    ...(comment === undefined ? [] : [`comments ${shown(comment)}`]),
    ...(escapes === undefined ? [] : [`escapes of ${escapes}`]),
    ...(recordSeparator === undefined ? [] : [`records end with ${shown(recordSeparator)}`]),
    encoding,
    headerOf(reading),
  ].join(', ');
}

function headerOf({ hasHeader, skipLines = 0, headerRows = 1 }: CsvReading): string {
  const last = skipLines + headerRows;
  if (hasHeader && headerRows > 1) return `header on lines ${skipLines + 1} to ${last}`;
  if (hasHeader) return `header on line ${last}`;
  return skipLines === 0 ? 'no header' : `no header, records from line ${skipLines + 1}`;
}

/** Describes how a profiled CSV file was read, in a line. */
export function describeDialect(profile: CsvFileProfile): string {
  const { delimiter, quote, escape, comment } = profile.dialect;
  const skipped = profile.readOptions.skipLines ?? 0;
  return [
    `CSV, ${profile.encoding}`,
    `delimiter ${showMark(delimiter)}`,
    `quote ${showMark(quote)}`,
    ...(escape === null ? [] : [`escape ${escape}`]),
    ...(comment === null ? [] : [`comment ${comment}`]),
    ...(skipped === 0 ? [] : [`${showMany(skipped, 'line')} skipped`]),
    profile.hasHeader ? 'with header' : 'without header',
  ].join(', ');
}

const shown = (text: string): string => words[text] ?? `'${showControls(text)}'`;
