import { connectionUrlInvalid } from './connection-url-error.js';
import { parseUrlParameters, type UrlParameters } from './connection-url-parameters.js';

/** A parsed connection URL. Holds the password: never log it. */
export interface ServerAddress extends UrlParameters {
  /** `host:port`, for people. */
  readonly server: string;
  readonly host: string;
  readonly port: number;
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly database: string | undefined;
}

/**
 * Parses `postgres://user:password@host:port/database?sslmode=…`.
 *
 * Special characters of the password must be percent-encoded. A host that begins with `%2F` is the
 * folder of a Unix socket. Of the parameters, only known ones are taken.
 *
 * @throws WdhError `CONNECTION_URL_INVALID`, which holds no part of the URL but the name of a
 * parameter.
 * @see https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS
 */
export function parseConnectionUrl(text: string): ServerAddress {
  const [, scheme = '', authority = '', rest = ''] =
    /^([a-z][a-z\d+.-]*):\/\/([^/?#]*)(.*)$/is.exec(text.trim()) ?? [];
  if (scheme === '') throw connectionUrlInvalid('is not a URL');
  if (!/^postgres(?:ql)?$/i.test(scheme)) {
    throw connectionUrlInvalid('is not one of PostgreSQL, the only database that can be loaded');
  }
  // A raw #, / or ? in the password ends the host early, and its rest lands behind.
  if (/[@#]/.test(rest)) throw unreadable();
  const hosts = authority.slice(authority.lastIndexOf('@') + 1);
  if (hosts.includes(',')) {
    throw connectionUrlInvalid('names several hosts', 'Name the one that accepts writes');
  }
  if (/^(?::\d*)?$/.test(hosts)) throw connectionUrlInvalid('names no host');
  return { ...parseAddress(text), ...parseUrlParameters(/\?.*$/s.exec(rest)?.[0] ?? '') };
}

function parseAddress(text: string): Omit<ServerAddress, keyof UrlParameters> {
  try {
    // What ends a string of the startup packet early would begin a setting of its own.
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
    // The error of `new URL` carries the whole text: it is dropped on purpose.
    throw unreadable();
  }
}

function unreadable(): Error {
  return connectionUrlInvalid(
    'cannot be taken apart',
    'Percent-encode special characters (such as / ? # @ : %) in user and password, ' +
      'and check that the port is a number',
  );
}
