import { runQueryInvalid } from '../statements/run-query-invalid.js';

/** A page of a list, and the position of the next one. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Cursor of the next page; null on the last one. */
  readonly next: string | null;
}

/** Which part of a list to return. */
export interface PageOptions {
  /** Most items to return: 1 to 1,000. Default 50. */
  readonly limit?: number | undefined;
  /** `next` of the page before, with all other options unchanged. Default: the first page. */
  readonly cursor?: string | undefined;
}

const maximum = 1000;

/** Returns the number of items of a page. @throws WdhError `RUN_QUERY_INVALID` */
export function limitOf({ limit = 50 }: Pick<PageOptions, 'limit'>): number {
  if (Number.isInteger(limit) && limit >= 1 && limit <= maximum) return limit;
  throw runQueryInvalid(`limit must be a whole number from 1 to ${maximum}`);
}

/** Creates a page of up to `limit` items from one more, which shows whether there is another page. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  itemOf: (row: Row) => Item,
  cursorOf: (row: Row) => string,
): Page<Item> {
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  const next = rows.length > limit && last !== undefined ? cursorOf(last) : null;
  return { items: kept.map(itemOf), next };
}
