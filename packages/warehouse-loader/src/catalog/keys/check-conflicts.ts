import { type Queryable, quoteTableName } from '@wdh/postgres';
import type { Target } from '../target.js';
import { notUnique } from './find-key.js';
import type { RowKey } from './row-key.js';

interface Plan {
  readonly 'Conflict Arbiter Indexes'?: readonly string[];
}

/**
 * Checks that the server infers no other index than the named one, such as one on the same columns
 * without its condition: a row could then update another row than that with its key.
 *
 * @throws WdhError `UPSERT_KEY_NOT_UNIQUE`, category `schema`.
 */
export async function checkConflicts(
  on: Queryable,
  { name, catalog }: Target,
  key: RowKey,
): Promise<void> {
  if (key.isPlain || key.index === null) return;
  // Planning shows the indexes, and runs nothing.
  const found = await on.query<{ readonly 'QUERY PLAN': readonly { readonly Plan: Plan }[] }>(
    `explain (format json, costs off) insert into ${quoteTableName(catalog)} default values
     on conflict ${key.conflict} do nothing`,
  );
  const inferred = found[0]?.['QUERY PLAN'][0]?.Plan['Conflict Arbiter Indexes'] ?? [];
  const own = catalog.indexes.find((index) => index.name === key.index);
  const other = inferred
    .map((wanted) => catalog.indexes.find((index) => index.name === wanted))
    .find(
      (index) => index?.predicate !== own?.predicate || index?.areNullsEqual !== own?.areNullsEqual,
    );
  if (other === undefined) return;
  throw notUnique(
    `Index "${key.index}" of ${name} cannot be used: ON CONFLICT also takes index "${other.name}" on the same columns, whose condition is another. Use that one.`,
  );
}
