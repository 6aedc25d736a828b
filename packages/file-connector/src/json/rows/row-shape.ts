import { JsonNumber } from '@wdh/pipeline-core';
import { type JsonPath, parseJsonPath } from '../paths/json-path.js';
import type { JsonObject, JsonRow } from '../values/json-object.js';

/** Which columns a row has. */
export interface RowShapeOptions {
  /**
   * New names of properties, and columns for nested values: `{ 'address.city': 'city' }`, also from
   * arrays, as in `tags[0]`. A row with a property of exactly that name has it renamed; otherwise the
   * name is a path. The document stays in the row. A value that is absent is absent in the row, one
   * within null is null, and one within a text, a number or `true` makes the record malformed. A
   * backslash before a character takes it as it is.
   */
  readonly renameColumns?: Readonly<Record<string, string>> | undefined;
  /**
   * The columns to keep, by their names in the rows; all others are left out. A column that a row
   * does not have stays absent. Default: all.
   */
  readonly columns?: readonly string[] | undefined;
}

/**
 * Gives a row its columns, or a fault.
 *
 * @param numbers - `text`: a nested number becomes its text.
 */
export type RowShape = (row: JsonRow, numbers: 'number' | 'text') => JsonObject;

interface Renaming {
  readonly from: string;
  readonly path: JsonPath;
  readonly to: string;
}

/**
 * Compiles the shape of rows; null where they stay as they are, and the problem of invalid options.
 */
export function rowShape(
  { renameColumns = {}, columns }: RowShapeOptions,
  fail: (problem: string) => never,
): RowShape | null {
  const renamings = Object.entries(renameColumns).map(([from, to]): Renaming => {
    const path = parseJsonPath(from);
    return { from, to, path: path ?? fail(`renameColumns has no valid path in ${quoted(from)}`) };
  });
  const names = renamings.map(({ to }) => to);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) fail(`renameColumns names ${quoted(twice)} more than once`);
  if (columns !== undefined) expectColumns(columns, names, fail);
  if (renamings.length === 0 && columns === undefined) return null;
  const kept = columns === undefined ? null : new Set(columns);
  return (row, numbers) => shaped(row, renamings, kept, numbers);
}

function expectColumns(
  columns: readonly string[],
  renamed: readonly string[],
  fail: (problem: string) => never,
): void {
  if (!Array.isArray(columns) || new Set(columns).size < Math.max(1, columns.length)) {
    fail('columns must name at least one column, and no column twice');
  }
  const dropped = renamed.find((name) => !columns.includes(name));
  if (dropped !== undefined) {
    fail(`renameColumns makes ${quoted(dropped)}, which columns does not contain`);
  }
}

function shaped(
  row: JsonRow,
  renamings: readonly Renaming[],
  kept: ReadonlySet<string> | null,
  numbers: 'number' | 'text',
): JsonObject {
  const newNames = new Map<string, string>();
  const columns: JsonRow = {};
  for (const { from, path, to } of renamings) {
    const own = path.length === 1 ? String(path[0]) : from;
    if (Object.hasOwn(row, own)) newNames.set(own, to);
    else if (path.length > 1) {
      const found = valueAt(row, path);
      if (found === 'other') {
        return fault('NOT_AN_OBJECT', to, `expected objects and arrays along ${from}`);
      }
      if (found !== null)
        put(columns, to, numbers === 'text' ? withTexts(found.value) : found.value);
    }
  }
  for (const name of Object.keys(row)) {
    const column = newNames.get(name) ?? name;
    if (kept?.has(column) === false) continue;
    if (Object.hasOwn(columns, column)) {
      return fault('DUPLICATE_KEY', column, `expected ${column} only once after renameColumns`);
    }
    put(columns, column, row[name]);
  }
  return { row: columns, fault: null };
}

/** Adds a property; `__proto__` is a name like any other. */
function put(row: JsonRow, name: string, value: unknown): void {
  if (name !== '__proto__') row[name] = value;
  else Object.defineProperty(row, name, { value, ...ownProperty });
}

const ownProperty = { configurable: true, enumerable: true, writable: true } as const;

/** Returns the value at a path, null where it is absent, `other` where a value has no parts. */
function valueAt(row: JsonRow, path: JsonPath): { readonly value: unknown } | 'other' | null {
  let value: unknown = row;
  for (const step of path) {
    if (value === null) return { value: null };
    if (Array.isArray(value) !== (typeof step === 'number') || !isDocument(value)) return 'other';
    if (!Object.hasOwn(value, step)) return null;
    value = (value as Record<string | number, unknown>)[step];
  }
  return { value };
}

const isDocument = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !(value instanceof JsonNumber);

/** A number of the row itself is its text, unlike one within a document. */
function withTexts(value: unknown): unknown {
  if (typeof value === 'number') return String(value);
  return value instanceof JsonNumber ? value.text : value;
}

function fault(
  code: 'NOT_AN_OBJECT' | 'DUPLICATE_KEY',
  field: string,
  message: string,
): JsonObject {
  return { row: null, fault: { code, field, message } };
}

const quoted = (name: string): string => JSON.stringify(name);
