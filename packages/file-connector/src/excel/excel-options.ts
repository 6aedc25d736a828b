import { WdhError } from '@wdh/pipeline-core';
import { namesProblem } from '../header/names-problem.js';
import { optionsHash } from '../input/options-hash.js';
import {
  expectOriginOptions,
  type OriginOptions,
  originOptionNames,
} from '../input/origin-options.js';
import type { ProgressListener } from '../input/progress.js';
import {
  completeLayout,
  type Layout,
  type LayoutOptions,
  layoutOptionNames,
  layoutProblem,
} from '../layout/layout-options.js';
import { expectKnownOptions, type OptionNames } from '../names/option-names.js';
import type { CellFormatOption } from '../parse/cell-format-of.js';
import { type CellFormats, completeFormats, formatNames } from '../parse/row-formats.js';
import { type BatchLimits, completeLimits, limitsProblem } from '../rows/batch-limits.js';
import { maxRows } from './cells/cell-address.js';
import type { NumberDigits } from './cells/number-text.js';
import { type ColumnRange, readColumnRange } from './sheet/column-range.js';

/** How merged cells are read. */
export type MergedCellsRule = 'reject' | 'first' | 'fill';

/** Options of `excelSource`. */
export interface ExcelSourceOptions extends OriginOptions, LayoutOptions {
  /** The name of the sheet. Default: the only visible one; several are an error that lists them. */
  readonly sheet?: string | undefined;
  /**
   * The row of the sheet that names the columns, from 1, or the first of several with `headerRows`.
   * Rows before it are skipped. Default: the first row that is not blank.
   */
  readonly headerRow?: number | undefined;
  /** Whether a row names the columns. Default true; false needs `columns`. */
  readonly hasHeader?: boolean | undefined;
  /** The first row of the records of a sheet without a header, from 1. Default 1. */
  readonly firstRow?: number | undefined;
  /**
   * The columns of the table in the sheet, such as `B:F`; cells beside them are ignored. Default: from
   * the first to the last column with a name, and a row with a cell beside them is malformed. Without
   * a header: from column A.
   */
  readonly columnRange?: string | undefined;
  /**
   * The columns that the table must have, in any order, by their names in the rows. A missing or an
   * additional column is an error before the first row. Without a header: the names of the columns,
   * in the order of the sheet. Default: the columns of the header.
   */
  readonly columns?: readonly string[] | undefined;
  /** New names of columns by their names in the file. Each column must exist in the file. */
  readonly renameColumns?: Readonly<Record<string, string>> | undefined;
  /** Whether to convert names that are not renamed to snake case. Default false. */
  readonly snakeCase?: boolean | undefined;
  /** Texts of cells that become null, such as `''` for an empty cell. Default none. */
  readonly nullValues?: readonly string[] | undefined;
  /**
   * Formats of texts by column, as in `csvSource`. A cell that is stored as a number is converted as
   * a number, and one that is stored as a date or boolean stays as it is.
   */
  readonly formats?: Readonly<Record<string, CellFormatOption>> | undefined;
  /**
   * `reject` rejects a row that has merged cells in the columns of the table. `first` reads the cells
   * as they are stored: the value is in the first one, the others are empty. `fill` gives the value to
   * each of them. Merged cells in the header are read as stored, with `fill` also to the right.
   * Default `reject`.
   */
  readonly mergedCells?: MergedCellsRule | undefined;
  /** Whether hidden rows, also those hidden by a filter, are read. Default `read`. */
  readonly hiddenRows?: 'read' | 'skip' | undefined;
  /** Whether hidden columns are read. Default `read`. */
  readonly hiddenColumns?: 'read' | 'skip' | undefined;
  /**
   * `file` keeps the digits of the file, such as `1.1000000000000001`, which Excel writes for 1.1.
   * `shortest` gives the fewest digits that are the same number for Excel: `1.1`. Default `file`.
   */
  readonly numbers?: NumberDigits | undefined;
  /** Name of a stream or of the standard input in messages and records. Default `stream`, `stdin`. */
  readonly name?: string | undefined;
  /** Called with the progress. Its exceptions are ignored. */
  readonly onProgress?: ProgressListener | undefined;
  /** Approximate number of rows and malformed rows in a batch of up to 25,000 cells. Default 1000. */
  readonly batchSize?: number | undefined;
  /** Maximum size of the texts of a row in bytes of UTF-8. Default 1 MiB. */
  readonly maxRecordBytes?: number | undefined;
  /** Maximum number of consecutive malformed rows, default 10,000. `Infinity` disables the check. */
  readonly maxConsecutiveMalformed?: number | undefined;
}

const optionNames: OptionNames<ExcelSourceOptions> = {
  ...originOptionNames,
  ...layoutOptionNames,
  sheet: true,
  headerRow: true,
  hasHeader: true,
  firstRow: true,
  columnRange: true,
  columns: true,
  renameColumns: true,
  snakeCase: true,
  nullValues: true,
  formats: true,
  mergedCells: true,
  hiddenRows: true,
  hiddenColumns: true,
  numbers: true,
  name: true,
  onProgress: true,
  batchSize: true,
  maxRecordBytes: true,
  maxConsecutiveMalformed: true,
};

/** The completed options. */
export interface ExcelSettings extends BatchLimits {
  readonly sheet: string | undefined;
  readonly headerRow: number | undefined;
  readonly hasHeader: boolean;
  readonly firstRow: number;
  readonly columnRange: ColumnRange | null;
  readonly columns: readonly string[] | undefined;
  readonly renameColumns: Readonly<Record<string, string>> | undefined;
  readonly snakeCase: boolean | undefined;
  readonly nullValues: readonly string[] | undefined;
  readonly formats: CellFormats | undefined;
  readonly mergedCells: MergedCellsRule;
  readonly hiddenRows: 'read' | 'skip';
  readonly hiddenColumns: 'read' | 'skip';
  readonly numbers: NumberDigits;
  readonly layout: Layout;
}

/**
 * Completes and checks the options of a source.
 *
 * @throws WdhError `INVALID_OPTION` (usage)
 */
export function completeExcelOptions(options: ExcelSourceOptions): ExcelSettings {
  expectKnownOptions('excelSource', options, optionNames);
  const { columnRange } = options;
  const range = columnRange === undefined ? null : readColumnRange(columnRange);
  if (columnRange !== undefined && range === null) {
    throw invalidExcelOption('columnRange must be the letters of two columns, such as B:F');
  }
  const settings: ExcelSettings = {
    sheet: options.sheet,
    headerRow: options.headerRow,
    hasHeader: options.hasHeader ?? true,
    firstRow: options.firstRow ?? 1,
    columnRange: range,
    columns: options.columns,
    renameColumns: options.renameColumns,
    snakeCase: options.snakeCase,
    nullValues: options.nullValues,
    formats: completeFormats('excelSource', options.formats, options.columns),
    mergedCells: options.mergedCells ?? 'reject',
    hiddenRows: options.hiddenRows ?? 'read',
    hiddenColumns: options.hiddenColumns ?? 'read',
    numbers: options.numbers ?? 'file',
    layout: completeLayout(options),
    ...completeLimits(options),
  };
  expectOriginOptions(options);
  const problem = problemOf(settings) ?? layoutProblem(settings.layout, settings.hasHeader);
  if (problem !== null) throw invalidExcelOption(problem);
  return settings;
}

function problemOf(settings: ExcelSettings): string | null {
  const { hasHeader, headerRow, firstRow, sheet } = settings;
  const wrong = namesProblem(settings);
  if (wrong !== null) return wrong;
  if (sheet !== undefined && typeof sheet !== 'string') return 'sheet must be the name of a sheet';
  return (
    choiceProblem(settings) ??
    limitsProblem(settings) ??
    (isRow(firstRow) ? null : `firstRow must be a whole number from 1 to ${maxRows}`) ??
    headerProblem(settings) ??
    (hasHeader && firstRow !== 1 ? 'firstRow needs hasHeader: false' : null) ??
    (headerRow !== undefined && !isRow(headerRow)
      ? `headerRow must be a whole number from 1 to ${maxRows}`
      : null)
  );
}

function choiceProblem(settings: ExcelSettings): string | null {
  const choices = {
    mergedCells: ['reject', 'first', 'fill'],
    hiddenRows: ['read', 'skip'],
    hiddenColumns: ['read', 'skip'],
    numbers: ['file', 'shortest'],
  } as const;
  for (const [name, known] of Object.entries(choices)) {
    const chosen: string = settings[name as keyof typeof choices];
    if (!(known as readonly string[]).includes(chosen)) {
      return `${name} must be ${known.join(' or ')}`;
    }
  }
  return null;
}

function headerProblem(settings: ExcelSettings): string | null {
  const { hasHeader, columns, renameColumns, snakeCase, headerRow, columnRange } = settings;
  if (hasHeader) return null;
  if (columns === undefined) return 'hasHeader: false needs columns';
  if (renameColumns !== undefined || snakeCase === true || headerRow !== undefined) {
    return 'headerRow, renameColumns and snakeCase need a header';
  }
  const isOtherWidth =
    columnRange !== null && columnRange.last - columnRange.first + 1 !== columns.length;
  return isOtherWidth ? 'columnRange and columns must have the same number of columns' : null;
}

const isRow = (value: number): boolean =>
  Number.isSafeInteger(value) && value > 0 && value <= maxRows;

/** Hashes the options that decide which rows a file yields, not those of batch size and patience. */
export function excelOptionsHash(options: ExcelSourceOptions): string {
  const given = (all: ExcelSourceOptions): Readonly<Record<string, unknown>> => {
    const settings = completeExcelOptions(all);
    const { batchSize: _, maxConsecutiveMalformed: _patience, layout, ...others } = settings;
    const { columns, nullValues } = others;
    return {
      ...others,
      ...layout,
      nullValues: nullValues?.toSorted(),
      formats: formatNames(settings.formats),
      columns: others.hasHeader ? columns?.toSorted() : columns,
    };
  };
  return optionsHash(given(options), given({}));
}

/** Creates the error for an invalid option. */
function invalidExcelOption(problem: string): WdhError {
  return new WdhError(`excelSource cannot start: ${problem}.`, {
    code: 'INVALID_OPTION',
    category: 'usage',
  });
}
