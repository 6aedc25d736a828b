import { basename } from 'node:path';
import type { ColumnType, FileProfile } from '@wdh/file-connector';
import { WdhError } from '@wdh/pipeline-core';
import type { TableName } from '@wdh/postgres';
import { formatNamed } from '../formats/input-formats.js';
import { columnNames, plainName } from './column-names.js';

/** Columns that a table of PostgreSQL has at most. */
const mostColumns = 1600;

/** A column of a table that is designed for a file. */
export interface DesignedColumn {
  /** The name in the file. */
  readonly source: string;
  /** The name in the table and in the rows. */
  readonly name: string;
  readonly type: ColumnType;
  readonly isRequired: boolean;
  /** Whether an empty text is a value, unlike null. */
  readonly takesEmpty: boolean;
  /** How the file writes a boolean. */
  readonly booleanForm: 'letter' | 'word';
}

/** A table that stores every row of a file. */
export interface TableDesign {
  readonly table: TableName;
  /** The file, for comments. */
  readonly file: string;
  /** Whether the rows of the file have cells of text, or values of JSON. */
  readonly values: 'cells' | 'json';
  /** In the order of the file. */
  readonly columns: readonly DesignedColumn[];
  /** The columns of the primary key; empty if none identify a row. */
  readonly primaryKey: readonly string[];
}

/**
 * Designs the table for a profiled file.
 *
 * @param table - Default: a table in schema `public`, with the name of the file in snake case.
 * @throws WdhError `TOO_MANY_COLUMNS` (schema) for more than 1,600 columns
 */
export function designTable(profile: FileProfile, table?: TableName): TableDesign {
  const { columns, proposedKey, name, format } = profile;
  if (columns.length > mostColumns) {
    throw new WdhError(
      `${name} has ${columns.length} columns, and a table of PostgreSQL at most ${mostColumns}. Split the file into several with fewer columns.`,
      { code: 'TOO_MANY_COLUMNS', category: 'schema' },
    );
  }
  const names = columnNames(columns.map((column) => column.name));
  const designed = columns.map((column, index): DesignedColumn => {
    const { type, isRequired, min } = column;
    return {
      source: column.name,
      name: names[index] ?? column.name,
      type,
      isRequired,
      takesEmpty: min === '',
      booleanForm: min === 't' || min === 'f' ? 'letter' : 'word',
    };
  });
  return {
    table: table ?? { schema: 'public', table: tableNameOf(name) },
    file: basename(name),
    values: formatNamed(format).values,
    columns: designed,
    primaryKey: designed.flatMap((column) => (column.source === proposedKey ? [column.name] : [])),
  };
}

const extensions = /(?:\.(?:csv|tsv|psv|tab|txt|dat|json|jsonl|ndjson|gz|zst|br|zip))+$/i;

/** Returns a table's name for a file: `Strikes 2024.csv.gz` becomes `strikes_2024`. */
const tableNameOf = (file: string): string =>
  plainName(basename(file).replace(extensions, ''), 'rows');
