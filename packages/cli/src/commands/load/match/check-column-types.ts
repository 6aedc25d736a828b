import { WdhError } from '@wdh/pipeline-core';
import type { TableDescription } from '@wdh/warehouse-loader';
import type { LoadColumn } from '../../../formats/load-column.js';
import type { ColumnOption } from '../parse-load-values.js';

/** Other names of the types, as in PostgreSQL. */
const aliases: Readonly<Record<string, string>> = {
  bool: 'boolean',
  int: 'integer',
  int2: 'smallint',
  int4: 'integer',
  int8: 'bigint',
  float4: 'real',
  float8: 'double precision',
  decimal: 'numeric',
  dec: 'numeric',
  char: 'character',
  bpchar: 'character',
  varchar: 'character varying',
  timestamp: 'timestamp without time zone',
  timestamptz: 'timestamp with time zone',
  time: 'time without time zone',
  timetz: 'time with time zone',
};

/**
 * Checks the types that the options give against those of the table.
 *
 * @throws WdhError `COLUMN_TYPE_DIFFERS` (schema) that names every difference.
 */
export function checkColumnTypes(
  table: TableDescription,
  matched: readonly LoadColumn[],
  options: readonly ColumnOption[] = [],
): void {
  const targets = new Map(matched.map(({ from, to }) => [from, to]));
  const differences = options.flatMap(({ name, type }) => {
    const target = targets.has(name) ? targets.get(name) : name;
    if (target === null) return [];
    const column = table.columns.find((one) => one.name === target);
    if (column === undefined) return [`it has no column ${JSON.stringify(name)}`];
    if (type === null || plain(type) === plain(column.typeName)) return [];
    return [`${JSON.stringify(column.name)} is ${column.typeName}, and not ${type}`];
  });
  if (differences.length === 0) return;
  throw new WdhError(
    `${table.name} differs from --columns: ${differences.join('; ')}. Correct the option, or change the table.`,
    { code: 'COLUMN_TYPE_DIFFERS', category: 'schema' },
  );
}

const form = /^(.*?) ?(\([^)]*\))?( with(?:out)? time zone)?((?:\[\])*)$/;

/** Returns the name that PostgreSQL shows, such as `timestamp(3) with time zone`. */
function plain(type: string): string {
  const [, base = '', modifier = '', zone = '', array = ''] = form.exec(type.toLowerCase()) ?? [];
  const named = zone === '' ? (aliases[base] ?? base) : base;
  // The length of a time follows its first word.
  const [, first = '', rest = ''] = /^(time(?:stamp)?|.*?)( with.*)?$/.exec(named) ?? [];
  return `${first}${completed(first, modifier.replaceAll(' ', ''))}${rest}${zone}${array}`;
}

/** Returns the length, or precision and scale, that the server stores. */
function completed(name: string, modifier: string): string {
  if (name === 'numeric') return modifier.replace(/^\((\d+)\)$/, '($1,0)');
  return modifier === '' && ['character', 'bit'].includes(name) ? '(1)' : modifier;
}
