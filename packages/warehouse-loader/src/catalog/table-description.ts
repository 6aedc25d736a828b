import { type DedicatedConnection, showTableName, type TableName } from '@wdh/postgres';
import { type TableIndex, whyUnusable } from './keys/table-index.js';
import { readTableCatalog, type TableColumn } from './table-catalog.js';

/** A column of a table, for callers that decide which rows fit. */
export type DescribedColumn = Pick<
  TableColumn,
  'name' | 'typeName' | 'baseType' | 'isNotNull' | 'hasDefault' | 'isWritable' | 'refusesEmpty'
>;

/** A table as the database has it. */
export interface TableDescription extends TableName {
  /** For messages, such as `public.wildlife_strikes`. */
  readonly name: string;
  /** In the order of the table. */
  readonly columns: readonly DescribedColumn[];
  /** The columns of each unique index by which rows can be merged; the primary key is first. */
  readonly keys: readonly (readonly string[])[];
  /** The unique indexes that are a key by their name: partial ones, and those with expressions. */
  readonly keyIndexes: readonly DescribedIndex[];
}

/** A unique index that `{ index: name }` makes the key of a load. */
export type DescribedIndex = Pick<TableIndex, 'name' | 'key' | 'predicate'>;

/**
 * Describes a table: its columns with their types, and its unique keys.
 *
 * @throws WdhError `TABLE_NOT_FOUND`, with the name that was probably intended.
 */
export async function describeTable(
  connection: DedicatedConnection,
  table: TableName,
): Promise<TableDescription> {
  const use = { matchesKeys: true, deletesRows: false };
  const { schema, columns, indexes, table: name } = await readTableCatalog(connection, table, use);
  return {
    schema,
    table: name,
    name: showTableName(table),
    columns: columns.map((column) => ({
      name: column.name,
      typeName: column.typeName,
      baseType: column.baseType,
      isNotNull: column.isNotNull,
      hasDefault: column.hasDefault,
      isWritable: column.isWritable,
      refusesEmpty: column.refusesEmpty,
    })),
    keys: indexes.filter(({ isUsable }) => isUsable).map((index) => index.columns),
    keyIndexes: indexes
      .filter((index) => index.details !== null && whyUnusable(index) === null)
      .map(({ name: index, key, predicate }) => ({ name: index, key, predicate })),
  };
}
