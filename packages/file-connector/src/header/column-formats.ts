import { nearestName } from '../names/nearest-name.js';
import { type CellFormats, type FormattedColumn, RowFormats } from '../parse/row-formats.js';
import type { RowKind } from '../rows/row-factory.js';
import { comparable, type HeaderRules, invalidHeader } from './read-header.js';

/**
 * Finds the columns that the option `formats` names; null where there are none.
 *
 * @throws WdhError `CSV_HEADER_INVALID` (data) naming the columns that the file lacks
 */
export function columnFormats(
  columns: readonly string[],
  rules: Pick<HeaderRules, 'path' | 'lineNumber'> & {
    readonly formats?: CellFormats | undefined;
    readonly nullValues?: readonly string[] | undefined;
  },
  keyOf: RowKind<object>['keyOf'],
): RowFormats | null {
  const byName = new Map(
    Object.entries(rules.formats ?? {}).map(([column, format]) => [comparable(column), format]),
  );
  if (byName.size === 0) return null;
  const formatted: FormattedColumn[] = [];
  for (const [index, column] of columns.entries()) {
    const format = byName.get(comparable(column));
    if (format === undefined) continue;
    byName.delete(comparable(column));
    formatted.push({ column, key: keyOf(column, index), format });
  }
  if (byName.size > 0) {
    const problems = [...byName.keys()].map((name) => absent(name, columns));
    throw invalidHeader(problems, rules);
  }
  // An empty cell that is not null by nullValues is in quotes.
  const option = rules.nullValues?.includes('') === true ? 'nullQuoted: true' : "nullValues: ['']";
  return new RowFormats(formatted, `; ${option} makes an empty cell null`);
}

function absent(name: string, columns: readonly string[]): string {
  const nearest = nearestName(name, columns);
  const advice = nearest === null ? '' : ` (did you mean ${JSON.stringify(nearest)}?)`;
  return `no column ${JSON.stringify(name)} for formats${advice}`;
}
