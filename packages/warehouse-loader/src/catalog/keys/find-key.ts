import { WdhError } from '@wdh/pipeline-core';
import { didYouMean } from '../closest-name.js';
import { columnIsIdentity } from '../column-type/identity-column.js';
import type { Target, TargetColumn } from '../target.js';
import { keyOfColumns, type RowKey } from './row-key.js';
import { explainIndexes, type TableIndex, whyUnusable } from './table-index.js';

/** A unique index as key, by its name. */
export interface KeyIndex {
  readonly index: string;
}

/**
 * Finds the key of a load: the columns of a unique index, or a unique index by its name.
 *
 * @throws WdhError of category `schema`: `COLUMN_NOT_FOUND`, `COLUMN_IS_IDENTITY` or
 * `UPSERT_KEY_NOT_UNIQUE`; of category `usage`: `UPSERT_KEYS_MISSING`.
 */
export function findKey(
  target: Target,
  mode: string,
  upsertKeys: readonly string[] | KeyIndex,
): RowKey {
  const { name, catalog } = target;
  if (!isColumns(upsertKeys)) return keyOfIndex(target, upsertKeys.index);
  if (upsertKeys.length === 0) {
    throw new WdhError(
      `Mode ${mode} needs upsertKeys for ${name}: the columns of its key, or a unique index.`,
      { code: 'UPSERT_KEYS_MISSING', category: 'usage' },
    );
  }
  const keys = upsertKeys.map((key) => columnOf(target, key));
  const wanted = new Set(keys.map(({ column }) => column.name));
  const usable = catalog.indexes.filter((index) => index.isUsable);
  const exact = usable.filter(
    (index) =>
      index.columns.length === wanted.size && index.columns.every((column) => wanted.has(column)),
  );
  // The server infers all of them, so that a row conflicts if it does by one of them.
  if (exact.length > 0)
    return keyOfColumns(
      keys,
      exact.some(({ areNullsEqual }) => areNullsEqual),
    );
  const existing = usable.map((index) => `(${index.columns.join(', ')})`).join(', ') || 'none';
  const others = explainIndexes(catalog.indexes, wanted);
  throw notUnique(
    `No unique index of ${name} covers exactly the upsert keys (${[...wanted].join(', ')}); existing: ${existing}.${others} Create one, or use the columns of an existing one.${byName(catalog.indexes)}`,
  );
}

function isColumns(keys: readonly string[] | KeyIndex): keys is readonly string[] {
  return Array.isArray(keys);
}

function columnOf({ name, columns, identities }: Target, key: string): TargetColumn {
  const found = columns.find(({ property }) => property === key);
  if (found !== undefined) return found;
  if (identities.includes(key)) throw columnIsIdentity(name, key);
  const properties = columns.map(({ property }) => property);
  throw new WdhError(
    `Table ${name} has no writable column "${key}"${didYouMean(key, properties)} to be an upsert key.`,
    { code: 'COLUMN_NOT_FOUND', category: 'schema' },
  );
}

/** Names the indexes that have no list of columns, but can be a key by their name. */
function byName(indexes: readonly TableIndex[]): string {
  const named = indexes.filter((index) => index.details !== null && whyUnusable(index) === null);
  if (named.length === 0) return '';
  const names = named.map(({ name }) => `{ index: ${JSON.stringify(name)} }`);
  return ` A partial index or one with expressions is a key by its name: ${names.join(' or ')}.`;
}

function keyOfIndex(target: Target, wanted: string): RowKey {
  const { name, catalog, columns } = target;
  const index = catalog.indexes.find((found) => found.name === wanted);
  if (index === undefined) {
    const names = catalog.indexes.map((found) => found.name);
    throw notUnique(
      `Table ${name} has no index "${wanted}"${didYouMean(wanted, names)}; existing: ${names.join(', ') || 'none'}.`,
    );
  }
  const reason = whyUnusable(index) ?? whyNotComputed(target, index);
  if (reason !== null) {
    throw notUnique(
      `Index "${wanted}" of ${name} on (${index.key.join(', ')}) cannot be used: ${reason}. Use another unique index.`,
    );
  }
  const named = (names: readonly string[]): readonly TargetColumn[] =>
    columns.filter(({ column }) => names.includes(column.name));
  const { details } = index;
  const plain = named(index.columns);
  if (details === null) {
    if (plain.length < index.columns.length) throw identityKey(target, index);
    const key = keyOfColumns(plain, index.areNullsEqual);
    const isPlain = index.areNullsEqual || plain.every(({ column }) => column.isNotNull);
    return { ...key, index: index.name, acceptsNull: true, isPlain };
  }
  const { parts, inExpressions, inPredicate, defaults } = details;
  const where = index.predicate === null ? '' : ` where ${index.predicate}`;
  const read = new Set([...index.columns, ...inExpressions, ...inPredicate]);
  return {
    columns: plain,
    needed: named([...index.columns, ...inExpressions]),
    parts,
    predicate: index.predicate,
    inputs: catalog.columns
      .filter((column) => read.has(column.name))
      .map((column) => ({
        name: column.name,
        defaultSql: `(${defaults[column.name] ?? 'null'})::${column.castName}`,
      })),
    areNullsEqual: index.areNullsEqual,
    acceptsNull: true,
    index: index.name,
    conflict: `(${parts.map(({ inferred }) => inferred).join(', ')})${where}`,
    isPlain: false,
  };
}

/** Explains why the key of a row cannot be known before the server has inserted it. */
function whyNotComputed({ catalog }: Target, { columns, details }: TableIndex): string | null {
  const given = new Set([...columns, ...(details?.inExpressions ?? [])]);
  const read = new Set([...given, ...(details?.inPredicate ?? [])]);
  const computed = catalog.columns.find(
    ({ name, isWritable, identity }) =>
      read.has(name) && (identity === '' ? !isWritable : !given.has(name)),
  );
  return computed === undefined
    ? null
    : `the server computes its column "${computed.name}" only when it inserts a row`;
}

function identityKey({ name, identities }: Target, { columns }: TableIndex): WdhError {
  return columnIsIdentity(name, identities[0] ?? columns.join(', '));
}

/** Creates the error for a key that the server does not keep unique. */
export function notUnique(summary: string): WdhError {
  return new WdhError(summary, { code: 'UPSERT_KEY_NOT_UNIQUE', category: 'schema' });
}
