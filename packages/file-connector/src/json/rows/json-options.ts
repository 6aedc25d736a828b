import { WdhError } from '@wdh/pipeline-core';
import {
  expectInputOptions,
  type InputOptions,
  inputOptionNames,
} from '../../input/input-options.js';
import { optionsHash } from '../../input/options-hash.js';
import type { OptionNames } from '../../names/option-names.js';
import type { CellFormatOption } from '../../parse/cell-format-of.js';
import { type CellFormats, completeFormats, formatNames } from '../../parse/row-formats.js';
import { type BatchLimits, completeLimits, limitsProblem } from '../../rows/batch-limits.js';
import { type RowShape, rowShape, type RowShapeOptions } from './row-shape.js';

/** Options of the readers of JSON. */
export interface JsonOptions extends InputOptions, RowShapeOptions {
  /**
   * `number` rejects a record with a number that JavaScript would round, such as an identifier
   * beyond 2^53. `text` keeps every digit: a number of the row is returned as its text in the file;
   * a number within a document stays a number, as a `JsonNumber` of `@wdh/pipeline-core` if
   * JavaScript would write it differently, or it is whole and beyond 2^53. A loader writes such a
   * text to a `json` column as a number, and refuses it in a row that a step created. Default
   * `number`.
   */
  readonly numbers?: 'number' | 'text' | undefined;
  /**
   * Formats of the texts of some properties, such as numbers with a decimal comma. Each text is
   * converted exactly, and a number to the same text; null and an absent property stay so. A record
   * with another value is rejected with the code of the format. Default none. Names that `columns`
   * leaves out are refused.
   */
  readonly formats?: Readonly<Record<string, CellFormatOption>> | undefined;
  /**
   * Approximate number of rows and malformed records in a batch, fewer where they are large: a batch
   * ends after 25,000 properties or 1 MiB of text. Default 1000.
   */
  readonly batchSize?: number | undefined;
  /** Maximum size of a record in bytes of UTF-8. Default 1 MiB. */
  readonly maxRecordBytes?: number | undefined;
  /**
   * Maximum number of consecutive malformed records, default 10,000. With more of them, the file is
   * considered to have another format. `Infinity` disables the check.
   */
  readonly maxConsecutiveMalformed?: number | undefined;
}

/** Complete options of a reader of JSON. */
export interface JsonSettings extends BatchLimits {
  /** Path or name of the input, for messages. */
  readonly path: string;
  readonly numbers: 'number' | 'text';
  readonly formats?: CellFormats | undefined;
  /** Gives rows their columns; null where they stay as they are. */
  readonly shapeRow: RowShape | null;
}

/** The names of {@link JsonOptions}. */
export const jsonOptionNames: OptionNames<JsonOptions> = {
  ...inputOptionNames,
  renameColumns: true,
  columns: true,
  numbers: true,
  formats: true,
  batchSize: true,
  maxRecordBytes: true,
  maxConsecutiveMalformed: true,
};

const defaults = {
  numbers: 'number',
  maxRecordBytes: 1024 * 1024,
  encoding: 'utf-8',
  renameColumns: {},
} as const;

/**
 * Completes and checks the options of a reader.
 *
 * @param reader - The name of the reader, for the message.
 * @throws WdhError `INVALID_OPTION` (usage)
 */
export function completeJsonOptions(
  options: JsonOptions,
  reader: string,
): Omit<JsonSettings, 'path'> {
  const { numbers = defaults.numbers } = options;
  const limits = completeLimits(options);
  expectInputOptions(options);
  const problem = ['number', 'text'].includes(numbers)
    ? limitsProblem(limits)
    : 'numbers must be number or text';
  if (problem !== null) throw invalidJsonOption(reader, problem);
  const shapeRow = rowShape(options, (wrong) => {
    throw invalidJsonOption(reader, wrong);
  });
  const formats = completeFormats(reader, options.formats, options.columns);
  return { numbers, ...limits, formats, shapeRow };
}

/** Hashes the options that decide which rows a file yields, not those of batch size and patience. */
export function jsonOptionsHash(
  { numbers, maxRecordBytes, encoding, formats, renameColumns, columns }: JsonOptions,
  others: Readonly<Record<string, unknown>> = {},
): string {
  const shape = { renameColumns, columns: columns?.toSorted() };
  const given = {
    numbers,
    maxRecordBytes,
    encoding,
    formats: formatNames(completeFormats('reader', formats)),
    ...shape,
  };
  return optionsHash({ ...given, ...others }, defaults);
}

/** Creates the error for an invalid option of a reader. */
export function invalidJsonOption(reader: string, problem: string): WdhError {
  return new WdhError(`${reader} cannot start: ${problem}.`, {
    code: 'INVALID_OPTION',
    category: 'usage',
  });
}
