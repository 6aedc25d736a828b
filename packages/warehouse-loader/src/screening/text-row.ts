import { encodeText } from '../encode/encode-text.js';
import type { RowSink } from '../encode/row-encoder.js';

/** A row as the server is given it: every value a text, which is cast to the type of its column. */
export interface TextRow {
  /** Its place among the rows of the load, from 1. */
  readonly position: number;
  readonly rowNumber: number | null;
  readonly lineNumber: number | null;
  readonly texts: readonly (string | null)[];
}

/** Gathers the texts of one row. */
export class RowTexts implements RowSink {
  readonly texts: (string | null)[] = [];

  addText(text: string): void {
    // For what it refuses; nothing is escaped here.
    encodeText(text);
    this.texts.push(text);
  }

  addNull(): void {
    this.texts.push(null);
  }
}

/** Writes one array of positions, and one of the texts of each column, as PostgreSQL reads arrays. */
export function arraysOf(rows: readonly TextRow[], columns: number): readonly string[] {
  const arrays = [`{${rows.map(({ position }) => position).join(',')}}`];
  for (let column = 0; column < columns; column++) {
    arrays.push(`{${rows.map(({ texts }) => elementText(texts[column] ?? null)).join(',')}}`);
  }
  return arrays;
}

function elementText(text: string | null): string {
  if (text === null) return 'NULL';
  return /["\\]/.test(text) ? `"${text.replace(/["\\]/g, String.raw`\$&`)}"` : `"${text}"`;
}
