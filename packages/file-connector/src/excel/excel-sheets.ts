import type { SourceInput } from '../input/content.js';
import { expectOriginOptions, type OriginOptions } from '../input/origin-options.js';
import { contentOf } from '../resolve/content-of.js';

/** A sheet of cells in a workbook. */
export interface ExcelSheet {
  readonly name: string;
  /** Whether it is hidden; such a sheet is read only by its name. */
  readonly isHidden: boolean;
}

/** Options of {@link excelSheets}. */
export interface ExcelSheetsOptions extends OriginOptions {
  /** Name of a stream or of the standard input in messages. */
  readonly name?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Lists the sheets of a workbook, in their order; sheets of charts are left out.
 *
 * @throws WdhError the file errors of `excelSource`
 * @example await excelSheets('sales.xlsx'); // [{ name: '2025', isHidden: false }]
 */
export async function excelSheets(
  input: SourceInput,
  options: ExcelSheetsOptions = {},
): Promise<readonly ExcelSheet[]> {
  expectOriginOptions(options);
  const content = contentOf(input, options);
  try {
    const { openWorkbook } = await import('./workbook/open-workbook.js');
    const { parts, sheets } = await openWorkbook(content, options, options.signal);
    await parts.close();
    return sheets.map(({ name, isHidden }) => ({ name, isHidden }));
  } finally {
    await content.close();
  }
}
