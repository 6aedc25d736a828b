import {
  certainFrom,
  type DetectedSheet,
  detectSheet,
  type SourceInput,
} from '@wdh/file-connector';
import { WdhError } from '@wdh/pipeline-core';
import type { ReadingOptions } from '../../reading/reading-options.js';
import { defined, givenHeader, givenLayout } from '../tables/given-layout.js';
import { headerRowsChoice } from '../tables/header-rows-choice.js';
import type { TableSurroundings } from '../tables/table-notes.js';
import type { ExcelReading } from './excel-reading.js';

/** What is known about a sheet before its header is read. */
export interface KnownSheet {
  readonly reading: ExcelReading;
  readonly surroundings: TableSurroundings;
  /** What merged cells do, where they are rejected. */
  readonly mergedNote: readonly string[];
}

/**
 * Detects how a sheet is read; what the options say is not guessed.
 *
 * @param name - Names the file in messages.
 * @throws WdhError `SHEET_UNCLEAR`, `DIALECT_UNCERTAIN` (data) naming the option that decides
 */
export async function knowSheet(
  input: SourceInput,
  name: string,
  options: ReadingOptions,
): Promise<KnownSheet> {
  const detected = await detectSheet(input, { sheet: options.sheet });
  expectOneSheet(name, detected);
  expectCertainStart(name, detected, options);
  const { skipLines, mergedCells, skipHidden } = options;
  const { headerRow, hasHeader } = detected;
  const first = skipLines === undefined ? headerRow.value : skipLines + 1;
  const isNamed = givenHeader(options) ?? (hasHeader.value || hasHeader.confidence < certainFrom);
  const reading: ExcelReading = {
    format: 'excel',
    sheet: detected.sheet.value,
    ...(isNamed ? { headerRow: first } : { firstRow: first }),
    hasHeader: isNamed,
    ...givenLayout(options),
    ...defined({ mergedCells }),
    ...(skipHidden === true ? { hiddenRows: 'skip', hiddenColumns: 'skip' } : {}),
    nullValues: [...new Set(['', ...(options.null ?? [])])],
  };
  const surroundings = { ...detected, footerRecords: detected.footerRows };
  return { reading, surroundings, mergedNote: mergedNote(detected, options) };
}

function expectCertainStart(name: string, detected: DetectedSheet, options: ReadingOptions): void {
  const { headerRow, headerRows } = detected;
  if (options.skipLines !== undefined || headerRow.confidence >= certainFrom) return;
  const before = headerRow.value - 1;
  const rows = headerRowsChoice({ ...detected, skipLines: { ...headerRow, value: before } });
  // With several rows of names, only their number is open.
  const isHeaderOpen = rows !== null && headerRow.confidence >= headerRows.confidence;
  if (isHeaderOpen && options.headerRows === headerRows.value) return;
  throw new WdhError(
    `Where the table of ${name} begins cannot be detected with certainty. Look at the sheet, and give ${isHeaderOpen ? rows : `--skip-lines (perhaps ${before})`}.`,
    { code: 'DIALECT_UNCERTAIN', category: 'data' },
  );
}

function mergedNote({ mergedCells }: DetectedSheet, options: ReadingOptions): readonly string[] {
  if (mergedCells.length === 0 || options.mergedCells !== undefined) return [];
  return [
    `Cells are merged (${mergedCells.slice(0, 3).join(', ')}), and rows with such cells are rejected: --merged-cells fill gives each of them the value, --merged-cells first leaves the others empty.`,
  ];
}

function expectOneSheet(name: string, { sheet, sheets }: DetectedSheet): void {
  if (sheet.confidence >= certainFrom) return;
  const visible = sheets.filter(({ isHidden }) => !isHidden);
  const shown = visible.slice(0, 12).map((one) => JSON.stringify(one.name));
  const more = visible.length - shown.length;
  throw new WdhError(
    `${name} has ${visible.length} sheets: ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}. Name the one to read with --sheet.`,
    { code: 'SHEET_UNCLEAR', category: 'data' },
  );
}
