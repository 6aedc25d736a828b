import { WdhError } from '@wdh/pipeline-core';
import { expectInputOptions, type InputOptions } from '../input/input-options.js';
import { optionsHash } from '../input/options-hash.js';
import { type CsvDialectOptions, completeDialect } from './dialect/csv-dialect.js';
import type { MalformedPolicy } from './records/record-splitter.js';
import { defaultMaxConsecutiveMalformed } from './rows/batch-builder.js';
import type { ReadBatchesOptions } from './settled-options.js';

/** How `csvSource` reads a file. Without any option: RFC 4180 in UTF-8, with a header. */
export interface CsvSourceOptions extends CsvDialectOptions, InputOptions {
  /**
   * The columns that the file must have, in any order, by the names that the rows are to have. A
   * missing or further column is an error before the first row. Without a header: the names of the
   * columns, in the order of the file. Default: whatever the header names.
   */
  readonly columns?: readonly string[] | undefined;
  /** Whether the first record names the columns. Default true; false needs `columns`. */
  readonly hasHeader?: boolean | undefined;
  /** Physical lines before the header that are no records, such as a title. Default 0. */
  readonly skipLines?: number | undefined;
  /** New names of columns by their names in the file. All of them must be in the file. */
  readonly renameColumns?: Readonly<Record<string, string>> | undefined;
  /** Whether `Airport Name` becomes `airport_name`, where it is not renamed. Default false. */
  readonly snakeCase?: boolean | undefined;
  /**
   * Cells that become null where they stand without quotes; `''` tells an empty cell from `""`.
   * Default none: every cell is text, also `NA` and `NULL`.
   */
  readonly nullValues?: readonly string[] | undefined;
  /**
   * `strict` rejects every malformed record. `lenient` repairs those that can be meant in one way
   * only, and counts them in `statistics.repairs`: stray quotes inside one unquoted field are text, and
   * one empty cell too many, or empty cells behind the last column, are left out. It never guesses: a
   * record with two readings is rejected. It holds back up to 20 records while it looks ahead. Default
   * `strict`.
   */
  readonly policy?: MalformedPolicy | undefined;
  /** Rows and malformed records in a batch, about. Default 1000. */
  readonly batchSize?: number | undefined;
  /**
   * Bytes of UTF-8 that a record may take, default 1 MiB. Bounds the memory that a quote which is
   * never closed can cost; raise it where longer records are genuine.
   */
  readonly maxRecordBytes?: number | undefined;
  /**
   * Malformed records in a row, default 10,000, above which the file is judged not to be of this
   * dialect: an error in place of millions of rejected rows. `Infinity` never judges so.
   */
  readonly maxConsecutiveMalformed?: number | undefined;
}

/**
 * Completes and checks the options of a source.
 *
 * @throws WdhError `INVALID_OPTION` (usage)
 */
export function completeOptions(options: CsvSourceOptions): Omit<ReadBatchesOptions, 'path'> {
  const { columns, hasHeader = true, skipLines = 0, renameColumns, nullValues } = options;
  const { batchSize = 1000, maxRecordBytes = 1024 * 1024, policy = 'strict' } = options;
  const { maxConsecutiveMalformed = defaultMaxConsecutiveMalformed } = options;
  expectInputOptions(options);
  requireCount('batchSize', batchSize, 1);
  requireCount('maxRecordBytes', maxRecordBytes, 1);
  requireCount('skipLines', skipLines, 0);
  if (maxConsecutiveMalformed !== Infinity) {
    requireCount('maxConsecutiveMalformed', maxConsecutiveMalformed, 1);
  }
  for (const [name, list] of Object.entries({ columns, nullValues })) {
    if (list !== undefined && !Array.isArray(list)) {
      throw invalidOption(`${name} must be an array of texts`);
    }
  }
  if (columns !== undefined && new Set(columns).size < Math.max(1, columns.length)) {
    throw invalidOption('columns must name at least one column, and none twice');
  }
  if (!hasHeader && columns === undefined) {
    throw invalidOption('a file without a header needs columns');
  }
  if (!hasHeader && (renameColumns !== undefined || options.snakeCase === true)) {
    throw invalidOption('renameColumns and snakeCase need a header');
  }
  if (!['strict', 'lenient'].includes(policy)) {
    throw invalidOption('policy must be strict or lenient');
  }
  return {
    dialect: completeDialect(options),
    columns,
    hasHeader,
    skipLines,
    renameColumns,
    snakeCase: options.snakeCase,
    nullValues,
    policy,
    batchSize,
    maxRecordBytes,
    maxConsecutiveMalformed,
  };
}

/** Hashes the options that decide which rows a file gives: not those that bound a batch, or the patience. */
export function csvOptionsHash(options: CsvSourceOptions): string {
  const given = (all: CsvSourceOptions): Readonly<Record<string, unknown>> => {
    const completed = completeOptions(all);
    const {
      batchSize: _,
      maxConsecutiveMalformed: _patience,
      nullValues,
      columns,
      ...others
    } = completed;
    return {
      ...others,
      encoding: all.encoding ?? 'utf-8',
      nullValues: nullValues?.toSorted(),
      // Of a file with a header, their order means nothing.
      columns: others.hasHeader ? columns?.toSorted() : columns,
    };
  };
  return optionsHash(given(options), given({}));
}

function requireCount(name: string, value: number, least: number): void {
  if (!Number.isSafeInteger(value) || value < least) {
    throw invalidOption(`${name} must be a whole number from ${least}`);
  }
}

function invalidOption(problem: string): WdhError {
  return new WdhError(`csvSource cannot start: ${problem}.`, {
    code: 'INVALID_OPTION',
    category: 'usage',
  });
}
