import type { WireRejects } from '../../../../src/wire/rejects.js';

/** A rejected row. */
export type Reject = WireRejects['items'][number];

/** One column of a record. */
export interface RecordCell {
  readonly column: string;
  /** Null: the record has no value there. */
  readonly value: string | null;
  /** Whether the row was rejected because of it. */
  readonly isBad: boolean;
}

/** A record to show: its columns, or the text of one that could not be read as a record. */
export type ShownRecord =
  | { readonly kind: 'cells'; readonly cells: readonly RecordCell[] }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'none' };

/**
 * Returns the record as it entered the step, whose columns are those that messages name, or else as
 * it was read.
 */
export function recordOf({ input, record, field }: Reject): ShownRecord {
  return shownOf(input ?? record, field);
}

/** Returns a record with its bad field marked. */
export function shownOf(record: unknown, field: string | null): ShownRecord {
  if (record === null || record === undefined) return { kind: 'none' };
  if (typeof record !== 'object') return { kind: 'text', text: textOf(record) };
  const entries = Array.isArray(record)
    ? record.map((value: unknown, index) => [String(index + 1), value] as const)
    : Object.entries(record as Readonly<Record<string, unknown>>);
  const cells = entries.map(([column, value]) => ({
    column,
    value: value === null || value === undefined ? null : textOf(value),
    isBad: field !== null && isFieldOf(column, field),
  }));
  return { kind: 'cells', cells };
}

/** Returns the values of a record in one line, the bad field first. */
export function previewOf(reject: Reject): string {
  const shown = recordOf(reject);
  if (shown.kind === 'none') return '';
  if (shown.kind === 'text') return shown.text.slice(0, mostCharacters);
  const cells = shown.cells.toSorted((a, b) => Number(b.isBad) - Number(a.isBad));
  return cells
    .map(({ column, value }) => `${column}=${value ?? ''}`)
    .join(' · ')
    .slice(0, mostCharacters);
}

const mostCharacters = 300;

/** A field may be a path into a value, such as `address.city`. */
function isFieldOf(column: string, field: string): boolean {
  return column === field || field.startsWith(`${column}.`);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
