import type { ExcelReading } from './excel-reading.js';

/** Describes how a sheet is read, in a line. */
export function describeSheet({
  sheet,
  hasHeader,
  headerRow = 1,
  firstRow = 1,
}: ExcelReading): string {
  return [
    'Excel',
    ...(sheet === undefined ? [] : [`sheet ${JSON.stringify(sheet)}`]),
    hasHeader ? `header in row ${headerRow}` : `no header, records from row ${firstRow}`,
  ].join(', ');
}
