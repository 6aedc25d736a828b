import { readCellStyles } from '../workbook/cell-styles.js';
import type { Workbook } from '../workbook/open-workbook.js';
import { readSharedStrings } from '../workbook/shared-strings.js';
import { SheetXml, type SheetXmlOptions } from './sheet-xml.js';

/** Prepares to read the cells of a sheet: reads the texts and styles to which they refer. */
export async function openSheetXml(
  workbook: Workbook,
  place: string,
  how: Pick<SheetXmlOptions, 'numbers' | 'maxRecordBytes' | 'withKinds'>,
  signal?: AbortSignal,
): Promise<SheetXml> {
  const { parts, calendar } = workbook;
  const sharedStrings = await readSharedStrings(parts, workbook.sharedStrings, signal);
  const styles = await readCellStyles(parts, workbook.styles, signal);
  return new SheetXml({ place, calendar, styles, sharedStrings, ...how });
}
