import { quoteIdentifiers } from '@wdh/postgres';
import type { TableColumn } from '../../catalog/table-catalog.js';
import type { TargetColumn } from '../../catalog/target.js';
import { arrayElement, arrayOf } from './array-text.js';
import { type ProbeParts, probeSettings } from './probe-block.js';

/**
 * Creates the block that tries rows which are sent as texts, as by COPY.
 *
 * Each text is read as an array element of its type, which calls the same input function as COPY; a
 * cast from text may call another. If a column has a domain or a modifier, a cast shows whether that
 * refuses the value; its result is not written, because such a cast may truncate a text.
 *
 * @param table - Qualified, for SQL.
 */
export function copiedParts(table: string, columns: readonly TargetColumn[]): ProbeParts {
  const names = quoteIdentifiers(columns.map(({ column }) => column.name));
  const variables = columns.map((_, index) => `wdh_v${index + 1}`);
  const declared = columns.map(({ column }, index) => `wdh_v${index + 1} ${column.castName};`);
  const conversions = columns.map(({ column }, index) => {
    const number = index + 1;
    const read = isArray(column)
      ? `(wdh_cells[${number}])::${column.castName}`
      : `((wdh_cells[${number}])::${column.castName}[])[1]`;
    const fits =
      column.assignedName === column.castName
        ? ''
        : ` wdh_fits := (wdh_v${number}::${column.assignedName}) is null;`;
    return `wdh_at := ${number}; wdh_v${number} := ${read};${fits}`;
  });
  return {
    declarations: `wdh_cells pg_catalog.text[]; wdh_fits pg_catalog.bool; ${declared.join(' ')}`,
    loop: `foreach wdh_cells slice 1 in array pg_catalog.current_setting('${probeSettings.rows}')::pg_catalog.text[]`,
    trial: `${conversions.join('\n')} wdh_at := 0;
      insert into ${table} (${names}) values (${variables.join(', ')});`,
  };
}

/** Formats rows for {@link copiedParts}. */
export function copiedText(
  rows: readonly (readonly (string | null)[])[],
  columns: readonly TargetColumn[],
): string {
  const areWhole = columns.map(({ column }) => isArray(column));
  const cell = (text: string | null, index: number): string => {
    if (text === null) return 'NULL';
    if (areWhole[index] === true) return arrayElement(text);
    // Most texts contain nothing to escape.
    return special.test(text) ? arrayElement(`{${arrayElement(text)}}`) : `"{\\"${text}\\"}"`;
  };
  return arrayOf(rows.map((texts) => arrayOf(texts.map(cell))));
}

const special = /["\\]/;

const isArray = ({ elementType }: TableColumn): boolean => elementType !== null;
