import {
  certainFrom,
  type DetectedSheet,
  detectSheet,
  type SourceInput,
} from '@wdh/file-connector';
import { WdhError } from '@wdh/pipeline-core';
import type { ReadingOptions } from '../../reading/reading-options.js';
import { defined, givenLayout } from '../tables/given-layout.js';
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
  const { skipLines, header, mergedCells, skipHidden } = options;
  const { headerRow, hasHeader } = detected;
  if (skipLines === undefined && headerRow.confidence < certainFrom) {
    throw new WdhError(
      `Where the table of ${name} begins cannot be detected with certainty. Look at the sheet, and give --skip-lines (perhaps ${headerRow.value - 1}).`,
      { code: 'DIALECT_UNCERTAIN', category: 'data' },
    );
  }
  const first = skipLines === undefined ? headerRow.value : skipLines + 1;
  const isNamed = header ?? (hasHeader.value || hasHeader.confidence < certainFrom);
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
