import type { RowRange } from '../../copy/row-range.js';
import { RowElements, type TextRow } from './text-row.js';

/** Characters that one statement takes. */
const largeLength = 160 * 1024;

/** Rows as elements of arrays. */
export class TextRange implements RowRange {
  readonly textRows: TextRow[] = [];
  #length = 0;
  #open = new RowElements();
  #origin: Omit<TextRow, 'elements'> = { position: 0, rowNumber: null, lineNumber: null };

  get isLarge(): boolean {
    return this.#length >= largeLength;
  }

  get rows(): number {
    return this.textRows.length;
  }

  addText(text: string): void {
    this.#length += text.length;
    this.#open.addText(text);
  }

  addNull(): void {
    this.#open.addNull();
  }

  beginRow(position: number, rowNumber: number | null, lineNumber: number | null): void {
    this.#origin = { position, rowNumber, lineNumber };
  }

  endRow(): void {
    this.textRows.push({ ...this.#origin, elements: this.#open.elements });
    this.#open = new RowElements();
  }

  dropRow(): void {
    this.#open = new RowElements();
  }
}
