import { csvSource, type SourceInput } from '@wdh/file-connector';
import type { OpenOptions } from '@wdh/job';
import type { RowSource } from '@wdh/pipeline-core';
import { type LoadColumn, rowNames } from '../load-column.js';
import { optionsOfRun } from '../options-of-run.js';
import { cellFormats } from '../tables/cell-formats.js';
import type { CsvReading } from './csv-reading.js';

/** Opens a CSV file whose columns get the names of the rows. */
export function openCsv(
  input: SourceInput,
  { format: _, formats, ...dialect }: CsvReading,
  columns: readonly LoadColumn[],
  how: OpenOptions,
): RowSource<object> {
  const names = rowNames(columns);
  const renamed = columns.flatMap(({ from }, index) => {
    const name = names[index] ?? from;
    return name === from ? [] : [[from, name] as const];
  });
  const source: ReturnType<typeof csvSource> = csvSource(input, {
    ...dialect,
    ...optionsOfRun(how, () => source.statistics),
    columns: names,
    formats: cellFormats(formats, columns),
    ...(dialect.hasHeader ? { renameColumns: Object.fromEntries(renamed) } : {}),
  });
  return source;
}
