import { WdhError } from '@wdh/pipeline-core';
import { namesProblem } from '../header/names-problem.js';
import { expectInputOptions, type InputOptions, inputOptionNames } from '../input/input-options.js';
import { optionsHash } from '../input/options-hash.js';
import { layoutOptionNames } from '../layout/layout-options.js';
import { expectKnownOptions, type OptionNames } from '../names/option-names.js';
import type { CellFormatOption } from '../parse/cell-format-of.js';
import { completeFormats, formatNames } from '../parse/row-formats.js';
import { completeLimits, limitsProblem } from '../rows/batch-limits.js';
import { completeDialect } from './dialect/complete-dialect.js';
import type { CsvDialect } from './dialect/csv-dialect.js';
import { presetOptionNames, type PresetOptions, withPreset } from './dialect/presets.js';
import { completeCsvLayout, type CsvLayoutOptions, csvLayoutProblem } from './layout/csv-layout.js';
import type { MalformedPolicy } from './records/record-splitter-options.js';
import type { ReadBatchesOptions } from './settled-options.js';

/** Options of `csvSource`. Without any option: RFC 4180 in UTF-8, with a header. */
export interface CsvSourceOptions extends PresetOptions, CsvLayoutOptions, InputOptions {
  /**
   * The columns that the file must have, in any order, by their names in the rows. A missing or an
   * additional column is an error before the first row. Without a header: the names of the columns,
   * in the order of the file. Default: the columns of the header.
   */
  readonly columns?: readonly string[] | undefined;
  /** Whether the first record names the columns. Default true; false needs `columns`. */
  readonly hasHeader?: boolean | undefined;
  /** Physical lines before the header to skip, such as a title. Default 0. */
  readonly skipLines?: number | undefined;
  /** New names of columns by their names in the file. Each column must exist in the file. */
  readonly renameColumns?: Readonly<Record<string, string>> | undefined;
  /**
   * Whether to convert names that are not renamed to snake case: `Airport Name` to `airport_name`.
   * Default false.
   */
  readonly snakeCase?: boolean | undefined;
  /**
   * Texts of unquoted cells that become null; `''` distinguishes an empty cell from `""`. Default
   * none: every cell is text, also `NA` and `NULL`.
   */
  readonly nullValues?: readonly string[] | undefined;
  /**
   * Whether quoted cells become null too, for a file that quotes every cell and writes a missing
   * value as `""`. Default false.
   */
  readonly nullQuoted?: boolean | undefined;
  /**
   * Formats of the cells by column, such as numbers with a decimal comma, by the names of the
   * columns in the rows; each as a format or its name, such as `date:DD.MM.YYYY`. Each cell is converted exactly, after `nullValues`; a record with a cell
   * of another format is rejected with the code of the format. Default none: cells are as they are.
   */
  readonly formats?: Readonly<Record<string, CellFormatOption>> | undefined;
  /**
   * `strict` rejects every malformed record. `lenient` repairs a record that has only one possible
   * meaning, and counts it in `statistics.repairs`: stray quotes inside one unquoted field are
   * text, and one surplus empty cell, or empty cells after the last column, are dropped. It never
   * guesses: a record with two possible meanings is rejected. It buffers up to 20 records to look
   * ahead. Default `strict`.
   */
  readonly policy?: MalformedPolicy | undefined;
  /**
   * Approximate number of rows and malformed records in a batch, fewer in a file of many columns or
   * long texts: a batch ends after 25,000 cells or 1 MiB of text. Default 1000.
   */
  readonly batchSize?: number | undefined;
  /**
   * Maximum size of a record in bytes of UTF-8, default 1 MiB. It bounds the memory used for a
   * quote that is never closed; raise it for files with longer records.
   */
  readonly maxRecordBytes?: number | undefined;
  /**
   * Maximum number of consecutive malformed records, default 10,000. With more of them, the file is
   * considered to have another dialect: one error instead of millions of rejected rows. `Infinity`
   * disables the check.
   */
  readonly maxConsecutiveMalformed?: number | undefined;
}

const optionNames: OptionNames<CsvSourceOptions> = {
  ...inputOptionNames,
  ...layoutOptionNames,
  ...presetOptionNames,
  dialect: true,
  trimQuoted: true,
  trailingDelimiter: true,
  columns: true,
  hasHeader: true,
  skipLines: true,
  renameColumns: true,
  snakeCase: true,
  formats: true,
  policy: true,
  batchSize: true,
  maxRecordBytes: true,
  maxConsecutiveMalformed: true,
};

/**
 * Completes and checks the options of a source.
 *
 * @throws WdhError `INVALID_OPTION` (usage)
 */
export function completeOptions(given: CsvSourceOptions): Omit<ReadBatchesOptions, 'path'> {
  expectKnownOptions('csvSource', given, optionNames);
  const options = withPreset(given);
  const { columns, hasHeader = true, skipLines = 0, renameColumns, nullValues } = options;
  const { policy = 'strict' } = options;
  const limits = completeLimits(options);
  expectInputOptions(options);
  const wrong = limitsProblem(limits) ?? skipLinesProblem(skipLines) ?? namesProblem(options);
  if (wrong !== null) throw invalidOption(wrong);
  if (!hasHeader && columns === undefined) {
    throw invalidOption('hasHeader: false needs columns');
  }
  if (!hasHeader && (renameColumns !== undefined || options.snakeCase === true)) {
    throw invalidOption('renameColumns and snakeCase need a header');
  }
  const formats = completeFormats('csvSource', options.formats, columns);
  if (!['strict', 'lenient'].includes(policy)) {
    throw invalidOption('policy must be strict or lenient');
  }
  const dialect = completeDialect(options);
  const layout = completeCsvLayout(options);
  const problem = csvLayoutProblem(layout, { hasHeader, policy, dialect });
  if (problem !== null) throw invalidOption(problem);
  return {
    dialect,
    layout,
    columns,
    hasHeader,
    skipLines,
    renameColumns,
    snakeCase: options.snakeCase,
    nullValues,
    nullQuoted: options.nullQuoted ?? false,
    formats,
    policy,
    ...limits,
  };
}

/** Hashes the options that decide which rows a file yields, not those of batch size and limits. */
export function csvOptionsHash(options: CsvSourceOptions): string {
  const given = (all: CsvSourceOptions): Readonly<Record<string, unknown>> => {
    const completed = completeOptions(all);
    const {
      batchSize: _,
      maxConsecutiveMalformed: _patience,
      nullValues,
      columns,
      dialect,
      layout,
      formats,
      ...others
    } = completed;
    return {
      ...others,
      ...hashedDialect(dialect),
      ...layout,
      encoding: all.encoding ?? 'utf-8',
      nullValues: nullValues?.toSorted(),
      formats: formatNames(formats),
      // With a header, the order of the columns does not matter.
      columns: others.hasHeader ? columns?.toSorted() : columns,
    };
  };
  return optionsHash(given(withPreset(options)), given({}));
}

/** Parts of a dialect that were added later are properties of their own: they change no old hash. */
function hashedDialect(dialect: CsvDialect): Readonly<Record<string, unknown>> {
  const { delimiter, quote, escape, comment, newline, ...others } = dialect;
  return { dialect: { delimiter, quote, escape, comment, newline }, ...others };
}

function skipLinesProblem(skipLines: number): string | null {
  const isCount = Number.isSafeInteger(skipLines) && skipLines >= 0;
  return isCount ? null : 'skipLines must be a whole number from 0';
}

function invalidOption(problem: string): WdhError {
  return new WdhError(`csvSource cannot start: ${problem}.`, {
    code: 'INVALID_OPTION',
    category: 'usage',
  });
}
