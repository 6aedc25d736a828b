import { completeExcelOptions, type ExcelSourceOptions } from '../excel/excel-options.js';
import { type ExcelStatistics, ExcelTally } from '../excel/excel-statistics.js';
import type { SourceInput } from '../input/content.js';
import { withoutOrigin } from '../input/origin-options.js';
import { guardedListener } from '../input/progress.js';
import { contentOf } from '../resolve/content-of.js';
import { cellRows } from '../rows/row-factory.js';
import { type FileProfile, fileProfile } from './file-profile.js';
import { MalformedLines } from './malformed-lines.js';
import type { ProfileListener } from './profile-listener.js';
import { RowProfiler } from './row-profiler.js';

/** The profile of a sheet of a workbook. */
export interface ExcelFileProfile extends Omit<FileProfile, 'format'> {
  readonly format: 'excel';
  readonly statistics: ExcelStatistics;
  /** The name of the sheet that was read. */
  readonly sheet: string;
  /** Whether a row names the columns. */
  readonly hasHeader: boolean;
  /** The options by which `excelSource` reads the cells as they were profiled. */
  readonly readOptions: ExcelSourceOptions;
}

/** Options of {@link profileExcel}. */
export interface ProfileExcelOptions extends ExcelSourceOptions, ProfileListener {}

/** Few rows at a time: the cells of a batch are in memory, and a sheet may have many columns. */
const batchSize = 100;

/**
 * Reads a whole sheet of a workbook and returns what it contains, as `profileFile` does for CSV. An
 * empty cell is null by default (`nullValues: ['']`).
 *
 * @throws WdhError those of `excelSource`
 * @example const { rows, columns } = await profileExcel('sales.xlsx', { sheet: '2025' });
 */
export async function profileExcel(
  input: SourceInput,
  options: ProfileExcelOptions = {},
): Promise<ExcelFileProfile> {
  const { signal, onBatch, onProgress, ...given } = options;
  const nullValues = given.nullValues ?? [''];
  const settings = completeExcelOptions({ batchSize, ...given, nullValues });
  const content = contentOf(input, given);
  const tally = new ExcelTally();
  const profiler = new RowProfiler();
  const malformed = new MalformedLines();
  let sheet = '';
  const reading = {
    settings,
    origin: given,
    kind: cellRows,
    onProgress: guardedListener(onProgress),
    onSheet: (name: string) => (sheet = name),
    signal,
  };
  try {
    const { readSheet } = await import('../excel/read-sheet.js');
    for await (const batch of readSheet(content, reading, tally)) {
      if (batch.columns !== undefined) profiler.begin(batch.columns);
      profiler.add(batch.rows);
      malformed.add(batch.rejected);
      onBatch?.(tally.snapshot());
    }
  } finally {
    await content.close();
  }
  const { columns } = profiler.finish(false);
  const statistics = tally.snapshot();
  return {
    ...fileProfile(content.name, 'utf-8', statistics, malformed, columns),
    format: 'excel',
    statistics,
    sheet,
    hasHeader: settings.hasHeader,
    readOptions: { ...withoutOrigin(given), sheet, nullValues },
  };
}
