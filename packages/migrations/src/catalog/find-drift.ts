import { type CatalogChange, catalogChanges } from './catalog-changes.js';
import type { CatalogEntry } from './describe-catalog.js';

/** An object that is not as the migrations left it; null where there is to be none, or is none. */
export interface Drift {
  /** As people name it: `public.orders.note` is a column. */
  readonly object: string;
  readonly expected: string | null;
  readonly found: string | null;
}

/** What one migration did to the catalog. */
export interface HistoricChanges {
  /** Whether its folder is one of those that are asked about. */
  readonly isOurs: boolean;
  readonly changes: readonly CatalogChange[];
}

/**
 * Compares the catalog as it is with what all migrations made of it, one after another.
 *
 * Only what belongs to an object that our migrations touched is looked at, so that neighbours
 * in the same database may change.
 */
export function findDrift(
  history: readonly HistoricChanges[],
  live: readonly CatalogEntry[],
): readonly Drift[] {
  const touched = new Set(
    history.flatMap(({ isOurs, changes }) => (isOurs ? changes.map((one) => one.belongsTo) : [])),
  );
  const expected = new Map<string, CatalogEntry>();
  for (const { object, belongsTo, after } of history.flatMap(({ changes }) => changes)) {
    if (after === null || !touched.has(belongsTo)) expected.delete(object);
    else expected.set(object, { object, belongsTo, definition: after });
  }
  const found = live.filter(({ belongsTo }) => touched.has(belongsTo));
  const changes = catalogChanges([...expected.values()], found);
  const gone = new Set(changes.filter(({ after }) => after === null).map(({ object }) => object));
  return changes
    .filter(({ object, belongsTo }) => object === belongsTo || !gone.has(belongsTo))
    .map(({ object, before, after }) => ({ object, expected: before, found: after }));
}

/** Finds what reverting migrations did not bring back to the state before the first of them. */
export function findLeftovers(
  reverted: readonly (readonly CatalogChange[])[],
  live: readonly CatalogEntry[],
): readonly Drift[] {
  const definitions = new Map(live.map(({ object, definition }) => [object, definition]));
  const wanted = new Map(
    reverted.flatMap((changes) => changes.map(({ object, before }) => [object, before] as const)),
  );
  return [...wanted]
    .map(([object, expected]) => ({ object, expected, found: definitions.get(object) ?? null }))
    .filter(({ expected, found }) => expected !== found);
}

/** Writes drift for people, at most ten objects of it. */
export function showDrift(drift: readonly Drift[]): string {
  const shown = drift
    .slice(0, 10)
    .map(
      ({ object, expected, found }) =>
        `${object} (expected ${expected ?? 'nothing'}, found ${found ?? 'nothing'})`,
    );
  const more = drift.length - shown.length;
  return `${shown.join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
}
