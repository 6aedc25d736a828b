import type { FileColumn } from '@wdh/file-connector';
import { WdhError } from '@wdh/pipeline-core';
import type { DescribedColumn, TableDescription } from '@wdh/warehouse-loader';
import type { LoadColumn } from '../../../formats/load-column.js';
import { showMany } from '../../../table/show-values.js';
import type { NewTable } from './new-table.js';

/** The types of a table that store every value of a type of a file. */
const storing: Readonly<Record<FileColumn['type'], readonly string[]>> = {
  boolean: ['bool'],
  integer: ['int4', 'int8', 'numeric', 'float8'],
  bigint: ['int8', 'numeric'],
  numeric: ['numeric'],
  date: ['date'],
  timestamp: ['timestamp'],
  timestamptz: ['timestamptz'],
  uuid: ['uuid'],
  jsonb: ['jsonb', 'json'],
  text: [],
};

const texts = ['text', 'varchar', 'bpchar', 'citext'];

/**
 * Expects that the types, lengths and NOT NULL of a table that exists take every value of the file.
 * Precision and constraints are checked row by row.
 *
 * @throws WdhError `TABLE_DIFFERS` (schema) that names every difference.
 */
export function expectFits(
  file: string,
  { profile }: NewTable,
  table: TableDescription,
  matched: readonly LoadColumn[],
): void {
  const targets = new Map(matched.map(({ from, to }) => [from, to]));
  const differences = profile.columns.flatMap((column) => {
    const found = table.columns.find(({ name }) => name === targets.get(column.name));
    return found === undefined ? [] : differencesOf(column, found);
  });
  if (differences.length === 0) return;
  throw new WdhError(
    `${table.name} exists, and differs from what ${file} needs: ${differences.join('; ')}. Choose another name, change the table, or omit --create to have each row checked by the table.`,
    { code: 'TABLE_DIFFERS', category: 'schema' },
  );
}

function differencesOf(column: FileColumn, found: DescribedColumn): readonly string[] {
  const { type, nulls, distinct, longest } = column;
  const isEmpty = distinct.count === 0;
  const fits = isEmpty || [...storing[type], ...texts].includes(found.baseType);
  const name = JSON.stringify(found.name);
  return [
    ...(fits ? [] : [`${name} is ${found.typeName}, and the file has ${type}`]),
    ...(longest > lengthOf(found)
      ? [`${name} is ${found.typeName}, and the file has a value of ${longest} characters`]
      : []),
    ...(found.isNotNull && nulls > 0
      ? [`${name} must not be null, and the file has ${showMany(nulls, 'row')} without a value`]
      : []),
  ];
}

/** Returns the most characters of a text; without a limit, `Infinity`. */
function lengthOf({ typeName }: DescribedColumn): number {
  const [, length] = /^character(?: varying)?\((\d+)\)$/.exec(typeName) ?? [];
  return length === undefined ? Infinity : Number(length);
}
