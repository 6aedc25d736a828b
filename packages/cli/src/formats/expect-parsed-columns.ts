import { WdhError } from '@wdh/pipeline-core';
import { closestName } from '@wdh/warehouse-loader';
import type { ReadingOptions } from '../reading/reading-options.js';
import type { AnyFileProfile, AnyReading, InputFormat } from './input-format.js';
import { comparableName } from './tables/cell-formats.js';

/** The columns of a file, as its format finds them. */
interface FoundColumns {
  /** Names the file in messages. */
  readonly name: string;
  readonly columns: readonly string[];
  /** False: the names may be values, which no message contains. Default true. */
  readonly areNamesCertain?: boolean;
  /** Names of cells are compared as the reader does; names of properties as they are. */
  readonly values: 'cells' | 'json';
}

/**
 * Expects that the file has each column that `--parse` names.
 *
 * @throws WdhError `COLUMN_NOT_IN_FILE` (data) that names every other one
 */
export function expectParsedColumns(found: FoundColumns, { parse = {} }: ReadingOptions): void {
  const { name, columns, areNamesCertain = true, values } = found;
  const keyOf = values === 'cells' ? comparableName : (column: string): string => column;
  const known = new Set(columns.map(keyOf));
  const absent = Object.keys(parse).filter((column) => !known.has(keyOf(column)));
  if (absent.length === 0) return;
  const shown = absent.map((column) => {
    const meant = areNamesCertain ? closestName(column, columns) : null;
    const advice = meant === null ? '' : ` (did you mean ${JSON.stringify(meant)}?)`;
    return `${JSON.stringify(column)}${advice}`;
  });
  throw new WdhError(
    `${name} has no column ${shown.join(' and no column ')}. Correct --parse, which names columns of the file, not of the table.`,
    { code: 'COLUMN_NOT_IN_FILE', category: 'data' },
  );
}

/** Expects the same of a file that was read as a whole. */
export function expectParsedIn(
  { name, columns }: Pick<AnyFileProfile, 'name' | 'columns'>,
  { values }: Pick<InputFormat<AnyReading>, 'values'>,
  options: ReadingOptions,
): void {
  expectParsedColumns({ name, columns: columns.map((column) => column.name), values }, options);
}
