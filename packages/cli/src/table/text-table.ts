import { escapeControls } from '@wdh/logging';
import stringWidth from 'string-width';
import { paint, type Style } from '../terminal/paint.js';
import { cutText } from './cut-text.js';

/** A column of a {@link TextTable}. */
export interface TableColumn {
  readonly head: string;
  /** Default left. */
  readonly align?: 'left' | 'right';
  /** Whether its cells may be cut, with an ellipsis, to fit the line. Default false. */
  readonly canShrink?: boolean;
  /** The style of a cell, by its text. Default: none. */
  readonly styleOf?: (cell: string) => Style | null;
}

/** The narrowest that a column becomes. */
const narrowest = 6;
const gap = '  ';

/**
 * Formats rows as aligned columns, each row on one line: what is too long is cut with an ellipsis.
 * Control characters of cells are escaped.
 */
export class TextTable {
  readonly #columns: readonly TableColumn[];
  readonly #width: number;
  #widths: readonly number[] = [];

  /** @param width - Characters in a line; Infinity where nothing is to be cut. */
  constructor(columns: readonly TableColumn[], width: number) {
    this.#columns = columns;
    this.#width = width;
  }

  /** Formats a heading and rows. Later rows, formatted by {@link lines}, keep the widths. */
  withHead(rows: readonly (readonly string[])[]): readonly string[] {
    const heads = this.#columns.map(({ head }) => head);
    this.#widths = this.#fit([heads, ...rows.map((row) => row.map(escapeControls))]);
    return this.lines([heads, ...rows]);
  }

  /** Formats rows with the widths of the rows before. */
  lines(rows: readonly (readonly string[])[]): readonly string[] {
    return rows.map((row) => {
      const cells = this.#columns.map((column, at) =>
        padded(escapeControls(row[at] ?? ''), this.#widths[at] ?? 0, column),
      );
      const line = cells.join(gap).trimEnd();
      // A row that is longer than those that were measured, on a later page, must not wrap.
      if (stringWidth(line) > this.#width) return cutText(line, this.#width);
      return cells
        .map((cell, at) => styled(cell, this.#columns[at]))
        .join(gap)
        .trimEnd();
    });
  }

  /** Narrows the widest of the columns that may shrink, until the line fits. */
  #fit(rows: readonly (readonly string[])[]): readonly number[] {
    const widths = this.#columns.map((_, at) =>
      Math.max(...rows.map((row) => stringWidth(row[at] ?? ''))),
    );
    const room = this.#width - gap.length * (widths.length - 1);
    for (;;) {
      if (widths.reduce((sum, width) => sum + width, 0) <= room) return widths;
      const widest = this.#widestShrinkable(widths);
      if (widest === null) return widths;
      widths[widest] = (widths[widest] ?? 0) - 1;
    }
  }

  #widestShrinkable(widths: readonly number[]): number | null {
    let widest: number | null = null;
    for (const [at, width] of widths.entries()) {
      if (this.#columns[at]?.canShrink !== true || width <= narrowest) continue;
      if (widest === null || width > (widths[widest] ?? 0)) widest = at;
    }
    return widest;
  }
}

function padded(cell: string, width: number, { align, canShrink }: TableColumn): string {
  const cut = canShrink === true ? cutText(cell, width) : cell;
  const space = ' '.repeat(Math.max(0, width - stringWidth(cut)));
  return align === 'right' ? `${space}${cut}` : `${cut}${space}`;
}

function styled(cell: string, column: TableColumn | undefined): string {
  const style = column?.styleOf?.(cell.trim()) ?? null;
  return style === null ? cell : paint(style, cell);
}
