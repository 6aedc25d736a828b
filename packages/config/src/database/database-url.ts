import { findConnectionUrlFault } from '@wdh/postgres';

const postgresScheme = /^postgres(?:ql)?:\/\//i;
const anyScheme = /^[a-z][a-z0-9+.-]*:\/\//i;

/** Returns whether a URL addresses PostgreSQL: `postgres://` or `postgresql://`, in any case. */
export function isPostgresUrl(url: string): boolean {
  return postgresScheme.test(url);
}

/**
 * Finds the fault of a database URL and what to do, without quoting any part of it.
 *
 * One of PostgreSQL follows the rules of `@wdh/postgres` and names its database: a URL that a raw
 * character cuts short must not address another one. Of other databases, any URL is valid.
 *
 * @returns A sentence for the user, or undefined when the URL is valid.
 */
export function findUrlFault(url: string): string | undefined {
  if (!isPostgresUrl(url) && anyScheme.test(url) && URL.canParse(url)) return undefined;
  return findConnectionUrlFault(url, { isDatabaseRequired: true });
}
