import { form } from './form.js';

/** A type of PostgreSQL that a file profile proposes. `numeric` has no scale: it keeps all digits. */
export type ColumnType =
  | 'boolean'
  | 'integer'
  | 'bigint'
  | 'numeric'
  | 'date'
  | 'timestamp'
  | 'timestamptz'
  | 'uuid'
  | 'jsonb'
  | 'text';

/** Types with the union of the forms that they store, the narrowest first. */
const typesByForms: readonly (readonly [forms: number, type: ColumnType])[] = [
  [form.integer, 'integer'],
  [form.integer | form.bigint, 'bigint'],
  [form.integer | form.bigint | form.decimal, 'numeric'],
  [form.word, 'boolean'],
  [form.date, 'date'],
  [form.timestamp, 'timestamp'],
  [form.timestamptz, 'timestamptz'],
  [form.uuid, 'uuid'],
];

/** Returns the narrowest type that stores all the given forms without loss. */
export function columnType(forms: number): ColumnType {
  if (forms === 0) return 'text';
  if (forms === (form.letterT | form.letterF)) return 'boolean';
  return typesByForms.find(([stored]) => (forms | stored) === stored)?.[1] ?? 'text';
}

/** Whether no further cell can make the column anything but text. */
export function isText(forms: number): boolean {
  const letters = form.letterT | form.letterF;
  return forms !== 0 && (forms | letters) !== letters && columnType(forms) === 'text';
}
