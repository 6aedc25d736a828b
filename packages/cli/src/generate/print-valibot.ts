import { constantName, inComment, propertyName, stringLiteral, typeName } from './source-names.js';
import type { DesignedColumn, TableDesign } from './table-design.js';
import { valibotParts } from './valibot-parts.js';

/** The schema of one column, and the parts that it uses. */
interface ColumnSchema {
  readonly code: string;
  readonly parts: readonly string[];
}

/**
 * Prints a module with a schema of valibot that converts a row of a file to a row of the table:
 * whole numbers become numbers, decimals stay exact texts, and empty cells of a column that is not
 * required become null.
 *
 * The schema of a CSV file takes rows with the names of the table: see `renameColumns` of
 * `csvSource`. That of JSON Lines renames the properties, and takes numbers as text.
 */
export function printValibot(design: TableDesign): string {
  const { table, columns, file, values } = design;
  const schemas = columns.map(values === 'cells' ? cellSchema : valueSchema);
  const lines = columns.map(({ name, source }, index) => {
    const property = propertyName(values === 'cells' ? name : source);
    return `${property}: ${schemas[index]?.code ?? ''},`;
  });
  const schema = schemaConstant(table.table);
  return `${["import * as v from 'valibot';", ...partsOf(schemas)].join('\n\n')}

/** The schema of a row of ${inComment(file)}. */
export const ${schema} = ${objectCode(design, lines)};

/** A valid row. */
export type Valid${typeName(table.table)}Row = v.InferOutput<typeof ${schema}>;
`;
}

/** The constant of a schema in {@link printValibot}. */
export const schemaConstant = (table: string): string => `${constantName(table)}Schema`;

function partsOf(schemas: readonly ColumnSchema[]): readonly string[] {
  const used = new Set(schemas.flatMap(({ parts }) => parts));
  for (const part of valibotParts) {
    if (used.has(part.name)) for (const need of part.needs) used.add(need);
  }
  return valibotParts.filter(({ name }) => used.has(name)).map(({ code }) => code);
}

function objectCode({ columns, values }: TableDesign, lines: readonly string[]): string {
  const isRenamed = values === 'json' && columns.some(({ name, source }) => name !== source);
  if (!isRenamed) return `v.object({\n  ${lines.join('\n  ')}\n})`;
  const names = columns.map(
    ({ name, source }) => `${propertyName(name)}: row[${stringLiteral(source)}],`,
  );
  return `v.pipe(
  v.object({\n    ${lines.join('\n    ')}\n  }),
  v.transform((row) => ({\n    ${names.join('\n    ')}\n  })),
)`;
}

/** The schema of a cell of CSV, which is a text or null. */
function cellSchema({ type, isRequired, takesEmpty, booleanForm }: DesignedColumn): ColumnSchema {
  if (takesEmpty) return { code: isRequired ? 'v.string()' : 'v.nullable(v.string())', parts: [] };
  const part = type === 'boolean' ? booleanForm : type;
  return isRequired
    ? { code: part, parts: [part] }
    : { code: `orNull(${part})`, parts: [part, 'orNull'] };
}

const valueCode: Partial<Record<DesignedColumn['type'], string>> = {
  boolean: 'v.boolean()',
  jsonb: 'v.unknown()',
  text: 'v.string()',
};

/** The schema of a value of JSON, which may be missing. */
function valueSchema({ type, isRequired }: DesignedColumn): ColumnSchema {
  const code = valueCode[type];
  const schema = code ?? type;
  return {
    code: isRequired ? schema : `v.nullish(${schema}, null)`,
    parts: code === undefined ? [type] : [],
  };
}
