import type { RowBatch } from '@wdh/pipeline-core';
import type { Content } from '../input/content.js';
import type { OriginOptions } from '../input/origin-options.js';
import type { ProgressListener } from '../input/progress.js';
import type { RowKind } from '../rows/row-factory.js';
import type { ExcelSettings } from './excel-options.js';
import type { ExcelTally } from './excel-statistics.js';
import { readMergedRanges } from './sheet/merged-cells.js';
import { openSheetXml } from './sheet/open-sheet-xml.js';
import { TableReader } from './sheet/table-reader.js';
import { chooseSheet } from './workbook/choose-sheet.js';
import { openWorkbook, type Workbook, type WorkbookSheet } from './workbook/open-workbook.js';
import { readXmlPieces } from './workbook/read-xml.js';
import { showName } from './workbook/workbook-errors.js';

/** How a sheet is read. */
export interface SheetReading<Row extends object> {
  readonly settings: ExcelSettings;
  readonly origin: OriginOptions;
  readonly kind: RowKind<Row>;
  readonly onProgress: ProgressListener;
  /** Called with the name of the sheet before its rows. */
  readonly onSheet?: ((name: string) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads the rows of a sheet. Nothing of a damaged sheet is read: its checksum is compared before the
 * first row.
 */
export async function* readSheet<Row extends object>(
  content: Content,
  reading: SheetReading<Row>,
  tally: ExcelTally,
): AsyncGenerator<RowBatch<Row>> {
  const { settings, origin, signal } = reading;
  const workbook = await openWorkbook(content, origin, signal);
  try {
    const sheet = chooseSheet(workbook, settings.sheet);
    reading.onSheet?.(sheet.name);
    yield* rowsOf(workbook, sheet, reading, tally);
  } finally {
    await workbook.parts.close();
  }
}

async function* rowsOf<Row extends object>(
  workbook: Workbook,
  { name, part }: WorkbookSheet,
  { settings, kind, onProgress, signal }: SheetReading<Row>,
  tally: ExcelTally,
): AsyncGenerator<RowBatch<Row>> {
  const { parts } = workbook;
  const sheet = showName(name);
  const place = `${parts.input}, sheet ${sheet},`;
  const merged = await readMergedRanges(parts, part, signal);
  const { numbers, maxRecordBytes, formats } = settings;
  const how = { numbers, maxRecordBytes, withKinds: formats !== undefined };
  const xml = await openSheetXml(workbook, place, how, signal);
  const { hiddenColumns } = xml;
  const table = new TableReader({ settings, place, sheet, merged, hiddenColumns }, tally, kind);
  const totalBytes = parts.sizeBytes;
  const characters = Math.max(1, parts.sizeOf(part));
  let done = 0;
  for await (const length of readXmlPieces(parts, part, xml, signal)) {
    done += length;
    tally.bytesRead = Math.floor(totalBytes * Math.min(1, done / characters));
    onProgress({ phase: 'read', bytesRead: tally.bytesRead, totalBytes });
    for (const row of xml.take()) yield* table.take(row);
  }
  tally.bytesRead = totalBytes;
  onProgress({ phase: 'read', bytesRead: totalBytes, totalBytes });
  yield* table.end();
}
