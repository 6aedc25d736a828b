import { isIP } from 'node:net';
import { connectionUrlInvalid } from './connection-url-error.js';
import {
  parseUrlParameters,
  readUrlParameters,
  type UrlParameters,
} from './connection-url-parameters.js';

/** A parsed connection URL. It contains the password: do not log it. */
export interface ServerAddress extends UrlParameters {
  /** `host:port`, for messages. */
  readonly server: string;
  readonly host: string;
  readonly port: number;
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly database: string | undefined;
}

/** A percent sign that does not begin an escape. */
const malformedEscape = /%(?![0-9a-f]{2})/i;

/**
 * Parses `postgres://user:password@host:port/database?sslmode=…`.
 *
 * Special characters of user, password and database must be percent-encoded. This is stricter than
 * the URL standard, in which a part of a raw password would become host or path. A host that begins
 * with `%2F` is the folder of a Unix socket. Unknown parameters are refused.
 *
 * @throws WdhError `CONNECTION_URL_INVALID`, which contains no part of the URL except the name of a
 * parameter.
 * @see https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS
 */
export function parseConnectionUrl(text: string): ServerAddress {
  const { scheme, authority, rest } = partsOf(text);
  const [path = ''] = rest.split('?', 1);
  const parameters = readUrlParameters(/\?.*$/s.exec(rest)?.[0] ?? '');
  const hosts = authority.slice(authority.lastIndexOf('@') + 1);
  if (hosts.includes(',')) throw severalHosts();
  if (hosts !== '') {
    if (hosts.startsWith(':')) throw noHost();
    return { ...parseAddress(text), ...parseUrlParameters(parameters) };
  }
  const place = takePlace(parameters, { login: authority, path });
  return { ...parseAddress(`${scheme}://${place}`), ...parseUrlParameters(parameters) };
}

/** The parts of a URL, as they are written. */
export interface UrlParts {
  readonly scheme: string;
  readonly authority: string;
  /** Path and parameters. */
  readonly rest: string;
}

/** Splits a URL, and refuses one whose raw characters may have moved a part of the password. */
export function partsOf(text: string): UrlParts {
  const [, scheme = '', authority = '', rest = ''] =
    /^([a-z][a-z\d+.-]*):\/\/([^/?#]*)(.*)$/is.exec(text.trim()) ?? [];
  if (scheme === '') throw connectionUrlInvalid('is not a URL');
  if (!/^postgres(?:ql)?$/i.test(scheme)) {
    throw connectionUrlInvalid('is not a PostgreSQL URL');
  }
  if (isAmbiguous(authority, rest)) throw unreadable();
  return { scheme, authority, rest };
}

/**
 * Moves the address from the parameters into its place, as in `postgres:///db?host=/run/postgresql`:
 * a URL without a host cannot have a port, and names a socket this way.
 */
function takePlace(
  parameters: Map<string, string>,
  { login, path }: { readonly login: string; readonly path: string },
): string {
  const take = (name: string): string => {
    const value = parameters.get(name) ?? '';
    parameters.delete(name);
    return value;
  };
  const host = take('host');
  if (host === '') throw noHost();
  if (host.includes(',')) throw severalHosts();
  const port = take('port');
  if (!/^\d*$/.test(port)) throw unreadable();
  const user = login === '' ? take('user') : '';
  const database = path.length < 2 ? take('dbname') : '';
  return [
    user === '' ? login : `${encodeURIComponent(user)}@`,
    isIP(host) === 6 ? `[${host}]` : encodeURIComponent(host),
    port === '' ? '' : `:${port}`,
    database === '' ? path : `/${encodeURIComponent(database)}`,
  ].join('');
}

const noHost = (): Error =>
  connectionUrlInvalid(
    'names no host',
    'Write it as postgres://USER@HOST:5432/DATABASE, or postgres:///DATABASE?host=/run/postgresql for a socket',
  );

/** Creates the error for a URL with several hosts. */
export const severalHosts = (): Error =>
  connectionUrlInvalid('names several hosts', 'Name the one that accepts writes');

/** Whether a raw character of the password may have ended a part of the URL early. */
function isAmbiguous(authority: string, rest: string): boolean {
  const [credentials = '', ...others] = authority.split('@');
  const [path = ''] = rest.split('?', 1);
  return (
    // A raw #, / or ? in the password ends the host early, and the rest becomes another part.
    /[@#]/.test(rest) ||
    others.length > 1 ||
    (others.length === 1 && credentials.split(':').length > 2) ||
    /\s/.test(authority + path) ||
    malformedEscape.test(authority + rest) ||
    !canDecode(authority + rest)
  );
}

/** Whether every escape is valid UTF-8. */
function canDecode(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

function parseAddress(text: string): Omit<ServerAddress, keyof UrlParameters> {
  try {
    // A NUL would end a string of the startup packet early and begin another setting.
    if (/\0|%00/.test(text)) throw new TypeError('NUL');
    const url = new URL(text);
    const decoded = (value: string): string | undefined =>
      value === '' ? undefined : decodeURIComponent(value);
    const host = decodeURIComponent(url.hostname).replace(/^\[(.*)\]$/, '$1');
    const port = url.port === '' ? 5432 : Number(url.port);
    return {
      server: `${host}:${port}`,
      host,
      port,
      user: decoded(url.username),
      password: decoded(url.password),
      database: decoded(url.pathname.slice(1)),
    };
  } catch {
    // The error of `new URL` contains the whole URL, so it is dropped.
    throw unreadable();
  }
}

/** Creates the error for a URL that cannot be parsed. */
export function unreadable(): Error {
  return connectionUrlInvalid(
    'cannot be parsed',
    'Check host and port. Percent-encode reserved characters in user name, password and database ' +
      'name: @ as %40, : as %3A, / as %2F, # as %23, % as %25, ? as %3F, a space as %20. ' +
      'In a .env file put the whole value in single quotes',
  );
}
