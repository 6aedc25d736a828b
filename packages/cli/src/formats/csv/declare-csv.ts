import type { CsvFileProfile, CsvSourceOptions } from '@wdh/file-connector';
import type { SourceDeclaration } from '../input-format.js';

/** Returns how a job declares a profiled CSV file. */
export function declareCsv({ readOptions }: CsvFileProfile): SourceDeclaration {
  const { encoding, delimiter = ',', quote, escape, comment, skipLines } = readOptions;
  const { hasHeader = true, nullValues, nullQuoted } = readOptions;
  const chosen = {
    encoding: encoding === 'utf-8' ? undefined : encoding,
    delimiter: delimiter === ',' ? undefined : delimiter,
    quote: quote === '"' ? undefined : quote,
    escape,
    comment,
    skipLines: skipLines === 0 ? undefined : skipLines,
    nullValues,
    nullQuoted,
  } satisfies CsvSourceOptions;
  return {
    maker: 'csv',
    options: Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined)),
    hasHeader,
    title: `CSV, delimiter ${JSON.stringify(delimiter)}`,
  };
}
