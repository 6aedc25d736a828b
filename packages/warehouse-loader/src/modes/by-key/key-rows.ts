import { quoteIdentifiers } from '@wdh/postgres';
import {
  haveSameKeys,
  haveSameParts,
  keyColumnsOf,
  type RowKey,
  withKey,
} from '../../catalog/keys/row-key.js';
import { quoteOwnRows } from '../../catalog/table-catalog.js';
import type { Target } from '../../catalog/target.js';

/** For SQL: staged rows, and the existing rows with the same keys. */
export interface MatchedRows {
  /** The staged rows, as `staged`. */
  readonly staged: string;
  /** The condition that a staged row has a key; `true` if all have. */
  readonly isKeyed: string;
  /** The rows of the target, as `t`. */
  readonly existing: string;
  /** The condition that both have the same key. */
  readonly isSame: string;
  /** What `isSame` compares of staged rows. */
  readonly keys: string;
}

/**
 * Returns how staged rows find the existing rows with their keys.
 *
 * @param rows - A table or a subquery with the alias `staged`.
 * @param present - The names of its columns.
 */
export function matchRows(
  key: RowKey,
  { catalog }: Target,
  rows: string,
  present: readonly string[],
): MatchedRows {
  const own = quoteOwnRows(catalog);
  if (key.isPlain) {
    const keys = quoteIdentifiers(key.columns.map(({ column }) => column.name));
    const isSame = haveSameKeys('staged', 't', key);
    return { staged: rows, isKeyed: 'true', existing: `${own} as t`, isSame, keys };
  }
  const names = keyColumnsOf(key, catalog);
  return {
    staged: `${withKey(key, names, rows, present)} as staged`,
    isKeyed: names.isKeyed,
    existing: `${withKey(key, names, own, null)} as t`,
    isSame: haveSameParts('staged', 't', key, names),
    keys: [...names.parts, names.isKeyed].join(', '),
  };
}
