import { escapeControls } from '@wdh/logging';
import type { ResultColumn, ResultRow, StatementResult } from '@wdh/postgres';
import { widthOf } from '../width-of.js';
import type { ResultFormat } from './result-format.js';

/** smallint, integer, bigint, oid, real, double precision, numeric, money. */
const rightAligned: ReadonlySet<number> = new Set([21, 23, 20, 26, 700, 701, 1700, 790]);

function cell(value: string | null): string {
  return value === null ? 'NULL' : escapeControls(value);
}

/**
 * A table as wide as the first rows need: a later value that is longer moves the rest of its line.
 * Control characters are escaped.
 */
export class TableFormat implements ResultFormat {
  #widths: readonly number[] | null = null;

  rows(rows: readonly ResultRow[], columns: readonly ResultColumn[]): string {
    const cells = rows.map((row) => row.map(cell));
    const header = this.#header(columns, cells);
    return `${header}${cells.map((row) => this.#line(row, columns)).join('')}`;
  }

  end({ command, columns, rowCount }: StatementResult): string {
    if (columns.length === 0) return `${command}${rowCount === null ? '' : ` ${rowCount}`}\n`;
    const header = this.#header(columns, []);
    return `${header}(${rowCount ?? 0} ${rowCount === 1 ? 'row' : 'rows'})\n`;
  }

  abandon(): string {
    return '';
  }

  #header(columns: readonly ResultColumn[], cells: readonly (readonly string[])[]): string {
    if (this.#widths !== null) return '';
    const names = columns.map(({ name }) => escapeControls(name));
    this.#widths = names.map((name, at) =>
      Math.max(widthOf(name), ...cells.map((row) => widthOf(row[at] ?? ''))),
    );
    const rule = this.#widths.map((width) => '-'.repeat(width + 2)).join('+');
    return `${this.#line(names, [])}${rule}\n`;
  }

  #line(cells: readonly string[], columns: readonly ResultColumn[]): string {
    const padded = cells.map((text, at) => {
      const space = ' '.repeat(Math.max(0, (this.#widths?.[at] ?? 0) - widthOf(text)));
      return rightAligned.has(columns[at]?.typeId ?? 0) ? `${space}${text}` : `${text}${space}`;
    });
    return ` ${padded.join(' | ').trimEnd()}\n`;
  }
}
