import { type CatalogChange, catalogChanges } from './catalog-changes.js';
import type { CatalogEntry } from './describe-catalog.js';

/**
 * An object that differs from what the migrations created; null if it is not expected or does not
 * exist.
 */
export interface Drift {
  /** Name for messages: `public.orders.note` is a column. */
  readonly object: string;
  readonly expected: string | null;
  readonly found: string | null;
}

/** What one migration did to the catalog. */
export interface HistoricChanges {
  /** Whether its folder is one of those being verified. */
  readonly isOurs: boolean;
  readonly changes: readonly CatalogChange[];
}

/**
 * Compares the current catalog with the result of all migrations.
 *
 * Only objects that these migrations changed are compared, so that other objects in the same
 * database may change.
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

/**
 * Returns the objects that reverted migrations did not restore to the state before the first of
 * them.
 */
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

/** Formats drift for messages, at most ten objects. */
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
