import type { RowSink } from '../../values/row-encoder.js';
import { arrayElement, arrayOf, nullElement } from '../probe/array-text.js';
import type { PlacedRow } from './given-rows.js';

/** A row as the server is given it: every value a text, which is cast to the type of its column. */
export interface TextRow extends PlacedRow {
  /** The texts as PostgreSQL reads the elements of an array: a row may be sent many times. */
  readonly elements: readonly string[];
}

/** Gathers the elements of one row. */
export class RowElements implements RowSink {
  readonly elements: string[] = [];

  addText(text: string): void {
    this.elements.push(arrayElement(text));
  }

  addNull(): void {
    this.elements.push(nullElement);
  }
}

/** Reads an element back. */
export function textOf(element: string | undefined): string | null {
  if (element === undefined || element === nullElement) return null;
  return element.slice(1, -1).replace(/\\(.)/gs, '$1');
}

/** Writes one array of positions, and one of the texts of each column. */
export function arraysOf(rows: readonly TextRow[], columns: number): readonly string[] {
  const arrays = [arrayOf(rows.map(({ position }) => String(position)))];
  for (let column = 0; column < columns; column++) {
    arrays.push(arrayOf(rows.map(({ elements }) => elements[column] ?? nullElement)));
  }
  return arrays;
}
