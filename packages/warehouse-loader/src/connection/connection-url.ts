import { WdhError } from '@wdh/pipeline-core';

/** A parsed connection URL. Holds the password: never log it. */
export interface ServerAddress {
  /** `host:port`, for people. */
  readonly server: string;
  readonly host: string;
  readonly port: number;
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly database: string | undefined;
  /** `false`, or a mode of libpq such as `require` or `verify-full`. */
  readonly ssl: false | 'require' | 'allow' | 'prefer' | 'verify-full';
  /** Server settings given in the URL, such as `statement_timeout`. */
  readonly settings: Readonly<Record<string, string>>;
}

/** Parameters of a URL that speak to other clients, not to the server. */
const clientParameters: ReadonlySet<string> = new Set([
  'sslmode',
  'application_name',
  'channel_binding',
  'connect_timeout',
  'gssencmode',
  'target_session_attrs',
]);

const sslModes: Readonly<Record<string, ServerAddress['ssl']>> = {
  disable: false,
  allow: 'allow',
  prefer: 'prefer',
  require: 'require',
  'verify-ca': 'verify-full',
  'verify-full': 'verify-full',
};

/**
 * Parses `postgres://user:password@host:port/database?sslmode=…`.
 *
 * Special characters of the password must be percent-encoded. A host that begins with `%2F` is the
 * folder of a Unix socket.
 *
 * @throws WdhError `CONNECTION_URL_INVALID`, which holds no part of the URL.
 * @see https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS
 */
export function parseConnectionUrl(text: string): ServerAddress {
  try {
    return parse(new URL(text));
  } catch {
    // The error of `new URL` carries the whole text: it is dropped on purpose.
    throw new WdhError(
      'The connection URL is not of the form postgres://user:password@host:port/database. ' +
        'Percent-encode special characters in user and password.',
      { code: 'CONNECTION_URL_INVALID', category: 'usage' },
    );
  }
}

function parse(url: URL): ServerAddress {
  const isPostgres = url.protocol === 'postgres:' || url.protocol === 'postgresql:';
  // A raw #, / or ? in the password ends the host early, and its rest lands behind.
  const isTorn = url.hash !== '' || `${url.pathname}${url.search}`.includes('@');
  const mode = url.searchParams.get('sslmode') ?? 'disable';
  const ssl = Object.hasOwn(sslModes, mode) ? sslModes[mode] : undefined;
  if (!isPostgres || isTorn || ssl === undefined || url.hostname === '') throw new TypeError();
  const host = decodeURIComponent(url.hostname).replace(/^\[(.*)\]$/, '$1');
  const port = url.port === '' ? 5432 : Number(url.port);
  const decoded = (value: string): string | undefined =>
    value === '' ? undefined : decodeURIComponent(value);
  return {
    server: `${host}:${port}`,
    host,
    port,
    user: decoded(url.username),
    password: decoded(url.password),
    database: decoded(url.pathname.slice(1)),
    ssl,
    settings: Object.fromEntries(
      [...url.searchParams].filter(([name]) => !clientParameters.has(name)),
    ),
  };
}
