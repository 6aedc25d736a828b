import type { RowRange } from '../../write/row-range.js';
import { RowElements, type TextRow } from './text-row.js';

/** Rows as elements of arrays. */
export class TextRange implements RowRange {
  readonly textRows: TextRow[] = [];
  readonly isLarge = false;
  #open = new RowElements();
  #origin: Omit<TextRow, 'elements'> = { position: 0, rowNumber: null, lineNumber: null };

  get rows(): number {
    return this.textRows.length;
  }

  addText(text: string): void {
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
