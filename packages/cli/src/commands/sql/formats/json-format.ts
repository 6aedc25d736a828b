import type { ResultColumn, ResultRow, StatementResult } from '@wdh/postgres';
import type { ResultFormat } from './result-format.js';

/** boolean; smallint, integer, oid, real, double precision; json, jsonb. */
const [boolean, numbers, documents] = [16, new Set([21, 23, 26, 700, 701]), new Set([114, 3802])];

const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?$/;

/**
 * Types that JSON readers do not round become numbers and booleans, and JSON stays as it is; all
 * other values are the server's text.
 */
function valueOf(value: string | null, typeId: number): string {
  if (value === null) return 'null';
  if (typeId === boolean) return value === 't' ? 'true' : 'false';
  if (numbers.has(typeId) && jsonNumber.test(value)) return value;
  if (documents.has(typeId)) return value.replaceAll(/\s*\n\s*/g, ' ');
  return JSON.stringify(value);
}

/** Names of columns that occur twice get a number, because an object would lose all but one. */
function distinctNames(columns: readonly ResultColumn[]): readonly string[] {
  const taken = new Set<string>();
  return columns.map(({ name }) => {
    let distinct = name;
    for (let number = 2; taken.has(distinct); number += 1) distinct = `${name}_${number}`;
    taken.add(distinct);
    return distinct;
  });
}

/** An array of objects, one a line; `{ "command", "rows" }` for a statement that returns no rows. */
export class JsonFormat implements ResultFormat {
  #names: readonly string[] | null = null;

  rows(rows: readonly ResultRow[], columns: readonly ResultColumn[]): string {
    const isFirst = this.#names === null;
    const names = (this.#names ??= distinctNames(columns).map((name) => JSON.stringify(name)));
    const objects = rows.map((row) => {
      const members = row.map(
        (value, at) => `${names[at] ?? '""'}:${valueOf(value, columns[at]?.typeId ?? 0)}`,
      );
      return `{${members.join(',')}}`;
    });
    return `${isFirst ? '[\n' : ',\n'}${objects.join(',\n')}`;
  }

  end({ command, columns, rowCount }: StatementResult): string {
    if (this.#names !== null) return '\n]\n';
    if (columns.length > 0) return '[]\n';
    return `${JSON.stringify({ command, rows: rowCount })}\n`;
  }

  abandon(): string {
    return this.#names === null ? '' : '\n]\n';
  }
}
