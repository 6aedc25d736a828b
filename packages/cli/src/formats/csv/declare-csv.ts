import type { CsvFileProfile } from '@wdh/file-connector';
import type { SourceDeclaration } from '../input-format.js';
import { formatNames } from '../tables/cell-formats.js';
import { defined } from '../tables/given-layout.js';

/** Options that the declaration states in another way, or that only a run has. */
const notDeclared = ['columns', 'hasHeader', 'formats', 'signal', 'onProgress', 'onBatch'];

const defaults: Readonly<Record<string, unknown>> = {
  encoding: 'utf-8',
  delimiter: ',',
  quote: '"',
  skipLines: 0,
};

/** Returns how a job declares a profiled CSV file. */
export function declareCsv({ readOptions }: CsvFileProfile): SourceDeclaration {
  const { delimiter = ',', hasHeader = true, formats } = readOptions;
  const options = Object.entries(defined(readOptions)).filter(
    ([name, value]) => !notDeclared.includes(name) && value !== defaults[name],
  );
  return {
    maker: 'csv',
    options: Object.fromEntries(options),
    formats: formatNames(formats),
    hasHeader,
    title: `CSV, delimiter ${JSON.stringify(delimiter)}`,
  };
}
