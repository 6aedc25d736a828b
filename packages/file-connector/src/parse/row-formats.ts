import { WdhError } from '@wdh/pipeline-core';
import { cellFormatOf, type CellFormatOption } from './cell-format-of.js';
import type { CellFormat } from './cell-format.js';

/** The formats of the cells of some columns, by the names of the columns in the rows. */
export type CellFormats = Readonly<Record<string, CellFormat>>;

/** A cell that does not have the format of its column. */
export interface FormatFault {
  readonly code: string;
  /** The first such column. */
  readonly field: string;
  /** What was expected of each such column. Never contains a value. */
  readonly message: string;
}

/** A column with a format, and the key of its cell in the rows of a reader. */
export interface FormattedColumn {
  readonly column: string;
  readonly key: string | number;
  readonly format: CellFormat;
}

/** Returns whether the text of a cell was written as a number, as in JSON and in spreadsheets. */
export type WasNumber = (column: string, text: string) => boolean;

type Cells = Record<string | number, unknown>;

/**
 * Converts the cells of rows by the formats of their columns, in place. A cell that is null or
 * absent stays so. A number has no format: its text is converted by `parseNumber` of the format.
 */
export class RowFormats {
  readonly #columns: readonly FormattedColumn[];
  readonly #adviceForEmpty: string;

  /** `adviceForEmpty` is added to the message for an empty cell: how the reader makes it null. */
  constructor(columns: readonly FormattedColumn[], adviceForEmpty: string) {
    this.#columns = columns;
    this.#adviceForEmpty = adviceForEmpty;
  }

  /** Converts the cells of a row; returns the fault of a row to reject, whose cells are then not usable. */
  convert(row: object, wasNumber?: WasNumber): FormatFault | null {
    const cells = row as Cells;
    let first: FormatFault | null = null;
    for (const formatted of this.#columns) {
      const { key, format } = formatted;
      const cell = cells[key];
      if (cell === null || cell === undefined) continue;
      // Only functions and objects are inherited, such as a property named constructor.
      if (typeof cell !== 'string' && !Object.hasOwn(cells, key)) continue;
      const value =
        typeof cell === 'string' && wasNumber === undefined
          ? format.parse(cell)
          : converted(cell, formatted, wasNumber);
      if (typeof value !== 'string') first = joined(first, this.#faultOf(formatted, cell === ''));
      else cells[key] = value;
    }
    return first;
  }

  #faultOf({ column, format: { code, expected } }: FormattedColumn, isEmpty: boolean): FormatFault {
    const message = `expected ${expected}${isEmpty ? this.#adviceForEmpty : ''}`;
    return { code, field: column, message };
  }
}

/** Null where the value does not have the format, as a document never has. */
function converted(
  cell: unknown,
  { column, format }: FormattedColumn,
  wasNumber: WasNumber | undefined,
): string | null {
  const { parse, parseNumber = parse } = format;
  if (typeof cell === 'number') return parseNumber(String(cell));
  if (typeof cell !== 'string') return null;
  return wasNumber?.(column, cell) === true ? parseNumber(cell) : parse(cell);
}

function joined(first: FormatFault | null, next: FormatFault): FormatFault {
  if (first === null) return next;
  return { ...first, message: `${first.message}; ${next.field}: ${next.message}` };
}

/**
 * Completes and checks the formats of a reader, of which some may be given by name.
 *
 * @param columns - The names of the rows, where the options give them.
 * @throws WdhError `INVALID_OPTION` (usage)
 */
export function completeFormats(
  reader: string,
  formats: Readonly<Record<string, CellFormatOption>> | undefined,
  columns?: readonly string[],
): CellFormats | undefined {
  if (formats === undefined) return undefined;
  if (!isRecord(formats)) {
    throw invalidFormats(
      reader,
      "formats must be an object of formats by column, such as { price: 'number:1.234,56' }",
    );
  }
  const completed = Object.entries(formats).map(([column, given]): [string, CellFormat] => {
    const shown = JSON.stringify(column.slice(0, 80));
    const format = typeof given === 'string' ? cellFormatOf(given) : given;
    if (!isCellFormat(format)) {
      throw invalidFormats(
        reader,
        `the format of ${shown} is none, such as numberFormat() makes, or its name`,
      );
    }
    if (columns !== undefined && !columns.includes(column)) {
      throw invalidFormats(reader, `formats names ${shown}, which is not one of columns`);
    }
    return [column, format];
  });
  return Object.fromEntries(completed);
}

/** Returns the names of the formats by column, for the hash of the options; undefined for none. */
export function formatNames(
  formats: CellFormats | undefined,
): Readonly<Record<string, string>> | undefined {
  const names = Object.entries(formats ?? {}).map(([column, { name }]) => [column, name] as const);
  return names.length === 0 ? undefined : Object.fromEntries(names);
}

/** Whether a value is an object of properties: a list and a Map have other names, or none. */
function isRecord(value: unknown): boolean {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Map)
  );
}

function isCellFormat(format: unknown): format is CellFormat {
  if (typeof format !== 'object' || format === null) return false;
  const { name, code, expected, parse } = format as Partial<CellFormat>;
  return (
    [name, code, expected].every((text) => typeof text === 'string') && typeof parse === 'function'
  );
}

function invalidFormats(reader: string, problem: string): WdhError {
  return new WdhError(`${reader} cannot start: ${problem}.`, {
    code: 'INVALID_OPTION',
    category: 'usage',
  });
}
