import type { ColumnType } from '@wdh/file-connector';
import {
  constantName,
  inComment,
  memberAccess,
  propertyName,
  stringLiteral,
  typeName,
} from './source-names.js';
import type { DesignedColumn, TableDesign } from './table-design.js';

/** How drizzle-orm writes each type, so that no value is rounded. */
const columnsOfDrizzle: Readonly<Record<ColumnType, string>> = {
  boolean: 'boolean()',
  integer: 'integer()',
  bigint: "bigint({ mode: 'bigint' })",
  numeric: 'numeric()',
  date: "date({ mode: 'string' })",
  timestamp: "timestamp({ mode: 'string' })",
  timestamptz: "timestamp({ mode: 'string', withTimezone: true })",
  uuid: 'uuid()',
  jsonb: 'jsonb()',
  text: 'text()',
};

/** Prints a module that declares a table for drizzle-orm, with the type of its rows. */
export function printDrizzle({ table, columns, primaryKey, file }: TableDesign): string {
  const constant = tableConstant(table.table);
  const type = typeName(table.table);
  const lines = columns.map((column) => {
    const isKey = primaryKey.length === 1 && column.name === primaryKey[0];
    return `  ${propertyName(column.name)}: ${columnOf(column, isKey)},`;
  });
  const isPublic = table.schema === 'public';
  const maker = isPublic ? 'pgTable' : `pgSchema(${stringLiteral(table.schema)}).table`;
  const imports = [
    ...new Set(columns.map((column) => importOf(column.type))),
    isPublic ? 'pgTable' : 'pgSchema',
    ...(primaryKey.length > 1 ? ['primaryKey'] : []),
  ].toSorted();
  return `${importLine(imports)}

/** The table for ${inComment(file)}. */
export const ${constant} = ${maker}(${printArguments(stringLiteral(table.table), lines, primaryKey)});

/** A row of the table. */
export type ${type}Row = typeof ${constant}.$inferInsert;
`;
}

function importLine(names: readonly string[]): string {
  const line = `import { ${names.join(', ')} } from 'drizzle-orm/pg-core';`;
  return line.length <= 100
    ? line
    : line.replace('{ ', '{\n  ').replaceAll(', ', ',\n  ').replace(' }', ',\n}');
}

/** The constant of a table in {@link printDrizzle}; it never has the name of an import. */
export function tableConstant(table: string): string {
  const constant = constantName(table);
  return /^(?:boolean|integer|bigint|numeric|date|timestamp|uuid|jsonb|text|pgTable|pgSchema|primaryKey)$/.test(
    constant,
  )
    ? `${constant}Table`
    : constant;
}

/** Prints the arguments of the table, with a key of several columns as the last one. */
function printArguments(
  name: string,
  columns: readonly string[],
  primaryKey: readonly string[],
): string {
  if (primaryKey.length < 2) return `${name}, {\n${columns.join('\n')}\n}`;
  const indented = columns.map((line) => `  ${line}`).join('\n');
  const members = primaryKey.map((column) => `table${memberAccess(column)}`).join(', ');
  const key = `(table) => [primaryKey({ columns: [${members}] })]`;
  return `\n  ${name},\n  {\n${indented}\n  },\n  ${key},\n`;
}

function columnOf({ type, isRequired }: DesignedColumn, isKey: boolean): string {
  const column = columnsOfDrizzle[type];
  if (isKey) return `${column}.primaryKey()`;
  return isRequired ? `${column}.notNull()` : column;
}

const importOf = (type: ColumnType): string => (type === 'timestamptz' ? 'timestamp' : type);
