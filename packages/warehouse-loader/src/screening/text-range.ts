import type { RowOrigin } from '../write/copy-segment.js';
import type { RowRange } from './row-range.js';
import { RowElements, type TextRow } from './text-row.js';

/** Rows as elements of arrays. */
export class TextRange implements RowRange {
  readonly textRows: TextRow[] = [];
  #open = new RowElements();

  get rows(): number {
    return this.textRows.length;
  }

  get isLarge(): boolean {
    return false;
  }

  addText(text: string): void {
    this.#open.addText(text);
  }

  addNull(): void {
    this.#open.addNull();
  }

  endRow(position: number, origin: RowOrigin): void {
    this.textRows.push({ position, ...origin, elements: this.#open.elements });
    this.#open = new RowElements();
  }

  dropRow(): void {
    this.#open = new RowElements();
  }
}
