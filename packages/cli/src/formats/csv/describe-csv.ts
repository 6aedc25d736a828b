import type { Encoding } from '@wdh/file-connector';
import type { CsvReading } from './csv-reading.js';

const words: Readonly<Record<string, string>> = { '\t': 'tab', ' ': 'space' };

/** Describes how a CSV file is read, in a line. */
export function describeCsv(reading: CsvReading, encoding: Encoding = 'utf-8'): string {
  const { delimiter, quote, escape, comment } = reading;
  return [
    'CSV',
    `delimiter ${shown(delimiter)}`,
    quote === null ? 'no quotes' : `quote ${shown(quote)}`,
    ...(escape === undefined ? [] : [`escape ${shown(escape)}`]),
    ...(comment === undefined ? [] : [`comments ${shown(comment)}`]),
    encoding,
    headerOf(reading),
  ].join(', ');
}

function headerOf({ hasHeader, skipLines = 0 }: CsvReading): string {
  if (hasHeader) return `header on line ${skipLines + 1}`;
  return skipLines === 0 ? 'no header' : `no header, records from line ${skipLines + 1}`;
}

/** Describes which cells are null. */
export function describeNulls({ nullValues, nullQuoted = false }: CsvReading): string {
  const texts = nullValues.filter((text) => text !== '').map((text) => JSON.stringify(text));
  const cells = nullValues.includes('') ? ['empty cells'] : ['empty cells of columns without text'];
  return [...cells, ...texts].join(', ') + (nullQuoted ? ', also in quotes' : '');
}

const shown = (character: string): string => words[character] ?? `'${character}'`;
