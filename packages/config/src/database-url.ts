const scheme = /^[a-z][a-z0-9+.-]*:\/\//i;
const postgresScheme = /^postgres(?:ql)?:\/\//i;
const malformedEscape = /%(?![0-9a-f]{2})/i;

const useTheForm = 'Write it as postgres://user:password@host:5432/database.';
const encode =
  'Percent-encode reserved characters in user name, password and ' +
  'database name: @ as %40, : as %3A, / as %2F, # as %23, % as %25, ? as %3F, a space as %20. ' +
  'In a .env file put the whole value in single quotes.';

/** Returns whether a URL addresses PostgreSQL: `postgres://` or `postgresql://`, in any case. */
export function isPostgresUrl(url: string): boolean {
  return postgresScheme.test(url);
}

/**
 * Finds the fault of a database URL and what to do, without quoting any part of it.
 *
 * Stricter than the URL standard where that would silently misread a raw password: only one `@` may
 * occur, and it ends the user name and password.
 *
 * @returns A sentence for the user, or undefined when the URL is valid.
 * @see https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS
 */
export function findUrlFault(url: string): string | undefined {
  const prefix = scheme.exec(url)?.[0];
  if (prefix === undefined) return useTheForm;
  const rest = url.slice(prefix.length);
  const [authority = ''] = rest.split(/[/?]/, 1);
  const credentials = authority.slice(0, Math.max(0, authority.indexOf('@')));

  const isAmbiguous =
    /[\s#]/.test(url) ||
    malformedEscape.test(url) ||
    rest.split('@').length > 2 ||
    (rest.includes('@') && !authority.includes('@')) ||
    credentials.split(':').length > 2;
  if (isAmbiguous || !canDecode(url)) return encode;

  // Several hosts separated by commas are PostgreSQL's extension of the URL.
  const hosts = authority.slice(authority.indexOf('@') + 1);
  if (isPostgresUrl(url) && hosts.includes(',')) {
    return 'It names several hosts. Name the one that accepts writes.';
  }
  const parsed = parse(url);
  if (parsed === undefined) return `Check host and port. ${encode}`;
  return isPostgresUrl(url) ? findMissingPart(parsed) : undefined;
}

function parse(url: string): URL | undefined {
  return URL.canParse(url) ? new URL(url) : undefined;
}

/** A truncated URL, for example by an unquoted `#`, must not address another database. */
function findMissingPart({ hostname, pathname }: URL): string | undefined {
  if (hostname === '') return `It names no host. ${useTheForm}`;
  return pathname.length > 1 ? undefined : `It names no database. ${useTheForm}`;
}

function canDecode(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
