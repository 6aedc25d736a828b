import type { CatalogEntry } from './describe-catalog.js';

/** The change of one object of the database; null if it does not exist. */
export interface CatalogChange {
  readonly object: string;
  /** Table, view or other object to which it belongs, or itself. */
  readonly belongsTo: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** Returns the differences between two descriptions of a catalog, ordered by name. */
export function catalogChanges(
  before: readonly CatalogEntry[],
  after: readonly CatalogEntry[],
): readonly CatalogChange[] {
  const old = new Map(before.map((entry) => [entry.object, entry]));
  const now = new Map(after.map((entry) => [entry.object, entry]));
  return [...new Map([...old, ...now]).values()]
    .map(({ object, belongsTo }) => ({
      object,
      belongsTo,
      before: old.get(object)?.definition ?? null,
      after: now.get(object)?.definition ?? null,
    }))
    .filter((change) => change.before !== change.after)
    .sort((a, b) => (a.object < b.object ? -1 : 1));
}
