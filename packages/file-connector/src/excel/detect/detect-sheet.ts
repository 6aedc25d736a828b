import type { SourceInput } from '../../input/content.js';
import { detectLayout } from '../../layout/detect/detect-layout.js';
import type { Proposal } from '../../layout/detect/proposal.js';
import type { SampleRecord } from '../../layout/detect/sample-table.js';
import { contentOf } from '../../resolve/content-of.js';
import type { ExcelSheet, ExcelSheetsOptions } from '../excel-sheets.js';
import type { Workbook, WorkbookSheet } from '../workbook/open-workbook.js';
import type { SheetSample } from './sample-sheet.js';

/** Options of {@link detectSheet}. */
export interface DetectSheetOptions extends ExcelSheetsOptions {
  /** The sheet to examine. Default: the first visible one. */
  readonly sheet?: string | undefined;
}

/** What a workbook contains, and where the table of a sheet begins and ends. */
export interface DetectedSheet {
  readonly sheets: readonly ExcelSheet[];
  /** The sheet that was examined; certain if it is named, or the only visible one. */
  readonly sheet: Proposal<string>;
  /** Whether a row names the columns. */
  readonly hasHeader: Proposal<boolean>;
  /** The row of the sheet in which the table begins: with the header, or the first record. */
  readonly headerRow: Proposal<number>;
  /** Number of rows that name the columns. */
  readonly headerRows: Proposal<number>;
  /** Whether a row of units follows the header. */
  readonly hasUnitsRow: Proposal<boolean>;
  /** Rows at the end that are not records; confidence 0 where only the beginning was examined. */
  readonly footerRows: Proposal<number>;
  /** Ranges of merged cells in the sheet, such as `A2:A5`: the first ten. */
  readonly mergedCells: readonly string[];
}

/**
 * Proposes how a sheet is read, from its first 500 rows: nothing is applied. The proposals are those
 * of `detectDialect` for the rows around a table.
 *
 * @throws WdhError the file errors of `excelSource`, `SHEET_UNCLEAR` (data)
 * @example const { sheets, headerRow } = await detectSheet('sales.xlsx');
 */
export async function detectSheet(
  input: SourceInput,
  options: DetectSheetOptions = {},
): Promise<DetectedSheet> {
  const { signal, sheet: wanted } = options;
  const content = contentOf(input, options);
  try {
    const { openWorkbook } = await import('../workbook/open-workbook.js');
    const workbook = await openWorkbook(content, options, signal);
    try {
      return await examine(workbook, wanted, signal);
    } finally {
      await workbook.parts.close();
    }
  } finally {
    await content.close();
  }
}

async function examine(
  workbook: Workbook,
  wanted: string | undefined,
  signal: AbortSignal | undefined,
): Promise<DetectedSheet> {
  const { sampleSheet } = await import('./sample-sheet.js');
  const { readMergedRanges, rangeAddress } = await import('../sheet/merged-cells.js');
  const { chooseSheet } = await import('../workbook/choose-sheet.js');
  const visible = workbook.sheets.filter(({ isHidden }) => !isHidden);
  const sheet: WorkbookSheet =
    wanted === undefined && visible[0] !== undefined ? visible[0] : chooseSheet(workbook, wanted);
  const isCertain = wanted !== undefined || visible.length === 1;
  const merged = await readMergedRanges(workbook.parts, sheet.part, signal);
  const sample = await sampleSheet(workbook, sheet, signal);
  return {
    sheets: workbook.sheets.map(({ name, isHidden }) => ({ name, isHidden })),
    sheet: { value: sheet.name, confidence: isCertain ? 1 : 0.5 },
    ...layoutOf(sample),
    mergedCells: merged.slice(0, 10).map(rangeAddress),
  };
}

function layoutOf({
  rows,
  isWhole,
}: SheetSample): Omit<DetectedSheet, 'sheets' | 'sheet' | 'mergedCells'> {
  const width = tableWidth(rows.map(({ cells }) => cells));
  const records = rows.map(({ number, cells }): SampleRecord => {
    const line = { line: number, lastLine: number, quotedCount: 0, isSound: true };
    // A title has one cell; the cells at the end of a record may be empty.
    const isRecord = width <= 2 || cells.filter((cell) => cell.trim() !== '').length > 1;
    const padding = isRecord ? Math.max(0, width - cells.length) : 0;
    return { ...line, cells: [...cells, ...Array.from({ length: padding }, () => '')] };
  });
  const fits = records.map(({ cells }) => cells.length === width);
  const first = fits.indexOf(true);
  const last = fits.lastIndexOf(true);
  const inside = fits.slice(Math.max(0, first), last + 1);
  const agreement = inside.filter(Boolean).length / Math.max(1, inside.length);
  const layout = detectLayout({ records, fieldCount: width, first, agreement }, 0, isWhole);
  const { hasHeader, headerRows, hasUnitsRow, footerRecords, skipLines } = layout;
  // The lines to skip include all header rows but the last one.
  const at = records.findIndex(({ line }) => line > skipLines.value);
  const top = records[Math.max(0, at - Math.max(0, headerRows.value - 1))];
  return {
    hasHeader,
    headerRow: { value: top?.line ?? 1, confidence: skipLines.confidence },
    headerRows,
    hasUnitsRow,
    footerRows: footerRecords,
  };
}

/** The widest row that is not a single exception. */
function tableWidth(rows: readonly (readonly string[])[]): number {
  const [widest = 1, next = widest] = rows.map(({ length }) => length).toSorted((a, b) => b - a);
  const isFirstWidest = rows.find(({ length }) => length > 1)?.length === widest;
  return isFirstWidest ? widest : next;
}
