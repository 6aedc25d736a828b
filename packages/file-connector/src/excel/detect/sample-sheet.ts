import { openSheetXml } from '../sheet/open-sheet-xml.js';
import { isBlankRow, type SheetRow } from '../sheet/sheet-row.js';
import type { Workbook, WorkbookSheet } from '../workbook/open-workbook.js';
import { readXmlPieces } from '../workbook/read-xml.js';
import { showName } from '../workbook/workbook-errors.js';

/** Rows of a sample that are not blank. */
const sampleRows = 500;

/** The first rows of a sheet that are not blank. */
export interface SheetSample {
  readonly rows: readonly SheetRow[];
  /** Whether the sheet has no others. */
  readonly isWhole: boolean;
}

/** Reads the first rows of a sheet. */
export async function sampleSheet(
  workbook: Workbook,
  { name, part }: WorkbookSheet,
  signal?: AbortSignal,
): Promise<SheetSample> {
  const { parts } = workbook;
  const place = `${parts.input}, sheet ${showName(name)},`;
  const how = { numbers: 'file', maxRecordBytes: 1024 * 1024, withKinds: false } as const;
  const xml = await openSheetXml(workbook, place, how, signal);
  const rows: SheetRow[] = [];
  for await (const _ of readXmlPieces(parts, part, xml, signal)) {
    rows.push(...xml.take().filter((row) => !isBlankRow(row)));
    if (rows.length > sampleRows) return { rows: rows.slice(0, sampleRows), isWhole: false };
  }
  return { rows, isWhole: true };
}
