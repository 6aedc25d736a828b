import { WdhError } from '@wdh/pipeline-core';
import { catalogNamesOf, type KnownNames, type NamesInError } from './catalog-names.js';
import { connectionLost } from './connection-errors.js';
import { type CopyTarget, copyPositionOf } from './copy-position.js';
import { DatabaseError } from './database-error.js';
import { partitionRefusalOf } from './partition-refusal.js';
import { hasMessageWithoutValues, meaningOfError, raise, shownSqlState } from './sql-states.js';

const tooLong = '54000';

/** SQLSTATE of a login that is refused, but not for its password. */
const notLetIn = '28000';

/** Characters of a message of the server that are shown. */
const mostOfMessage = 1_000;

/** The function of the server that converts texts to the encoding of the database. */
const conversion = 'report_untranslatable_char';

/** What the caller knows of the connection on which an error arose. */
export interface DriverErrorSite {
  /** `host:port`, for people. */
  readonly server: string;
  /** The COPY statement that was running, if one was. */
  readonly copy?: CopyTarget | undefined;
  /** Names of the table that is loaded, which an error may repeat. */
  readonly names?: KnownNames | undefined;
  /** Whether no rows are loaded over it, so that a message about objects quotes none. Default false. */
  readonly isWithoutRows?: boolean | undefined;
  /** Whether the connection is over TLS. Default true. */
  readonly isEncrypted?: boolean | undefined;
}

/** What the driver reports of an error of the server. */
interface ServerError extends Error, NamesInError {
  readonly code: string;
  readonly detail?: string;
  readonly where?: string;
  readonly position?: string;
}

const networkCode =
  /^(?:E(?!RR_)[A-Z_]+|CONNECT_TIMEOUT|CONNECTION_[A-Z]+|ERR_STREAM_[A-Z_]+|ERR_SOCKET_[A-Z_]+)$/;
const tlsCode = /^(?:ERR_(?:TLS|SSL|OSSL)_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_)/;

/**
 * Translates an error of the driver into one of this package. No other code does so.
 *
 * What the driver throws carries cell values, statements, parameters or the connection URL; of
 * these, neither the message nor the cause keeps any.
 */
export function translateDriverError(error: unknown, site: DriverErrorSite): WdhError {
  if (error instanceof WdhError) return error;
  const origin = innermost(error);
  if (isServerError(origin)) return fromServer(origin, site);
  const code = codeOf(origin);
  if (code !== null && tlsCode.test(code)) {
    return new DatabaseError(
      `No TLS connection to the database at ${site.server} could be opened (${code}). ` +
        'Check sslmode and the certificate of the server.',
      { code: 'TLS_FAILED', category: 'connection' },
    );
  }
  if (code !== null && networkCode.test(code)) return connectionLost(site.server, code);
  return new DatabaseError(
    `The database driver failed on the connection to ${site.server} with ${nameOf(origin)}.`,
    { code: 'DRIVER_FAILED', category: 'internal', cause: stackOf(origin) },
  );
}

function fromServer(error: ServerError, site: DriverErrorSite): DatabaseError {
  const { code: sqlState, where, position, routine } = error;
  const place =
    site.copy === undefined || where === undefined ? null : copyPositionOf(where, site.copy);
  const partition = partitionRefusalOf(sqlState, routine, error.detail);
  const isWithoutTls = site.isEncrypted === false && wantsTls(error);
  const { says, code, category, isRetryable, advice } = meaningOfError(
    partition?.meaning ?? (isWithoutTls ? notLetIn : sqlState),
    {
      isOfValue: (place?.column ?? null) !== null,
      isRaised: routine === raise,
      isOfEncoding: routine === conversion,
    },
  );
  const named = catalogNamesOf(error, site.names);
  const shownState = shownSqlState(sqlState, routine);
  const details = {
    sqlState: shownState,
    table: named.table ?? site.copy?.table ?? null,
    column: named.column ?? place?.column ?? partition?.column ?? null,
    constraint: named.constraint,
    partitionKey: partition?.key ?? null,
    // COPY takes several rows at once: of one that is too long, or has a character that the database
    // has not, it names the last line that it read.
    copyLine: sqlState === tooLong || routine === conversion ? null : (place?.line ?? null),
  };
  const { isWithoutRows = false } = site;
  const parts = hasMessageWithoutValues({ sqlState, where, position, routine, isWithoutRows })
    ? [error.message.slice(0, mostOfMessage)]
    : [
        ...(partition?.key == null ? [] : [`key ${partition.key}`]),
        ...(details.column === null ? [] : [`column "${details.column}"`]),
        ...(details.constraint === null ? [] : [`constraint "${details.constraint}"`]),
        ...(details.table === null ? [] : [`table "${details.table}"`]),
      ];
  if (category === 'connection') parts.push(`server ${site.server}`);
  const told = [...parts, `SQLSTATE ${shownState}`].join(', ');
  const what = `${says} (${told}).`;
  const summary = [what, isWithoutTls ? useTls : (advice ?? '')].join(' ').trimEnd();
  return new DatabaseError(summary, { code, category, isRetryable, details: { ...details, told } });
}

/**
 * Whether the rules of the server, in pg_hba.conf, have no place for the connection, whatever the
 * password. Poolers and proxies name no function, have SQLSTATEs of their own, and speak English.
 */
function wantsTls({ code, routine, message }: ServerError): boolean {
  if (routine === undefined) return /\b(?:ssl|tls)/i.test(message.slice(0, mostOfMessage));
  return code === notLetIn && routine === 'ClientAuthentication';
}

const useTls =
  'The server wants TLS: add sslmode=require to the connection URL. ' +
  'Where that is refused as well, its pg_hba.conf has no entry for this user, database and address.';

/** drizzle wraps the driver's error in one whose message holds the parameters. */
function innermost(error: unknown): unknown {
  let found = error;
  while (!isServerError(found) && found instanceof Error && found.cause instanceof Error) {
    found = found.cause;
  }
  return found;
}

function isServerError(error: unknown): error is ServerError {
  return (
    error instanceof Error &&
    error.name === 'PostgresError' &&
    'code' in error &&
    typeof error.code === 'string' &&
    /^[\dA-Z]{5}$/.test(error.code)
  );
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : null;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : `a value of type ${typeof error}`;
}

/** Where it happened, without the message, which may hold anything. */
function stackOf(error: unknown): Error | undefined {
  if (!(error instanceof Error)) return undefined;
  const trace = new Error(error.name);
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  trace.stack = [error.name, ...frames].join('\n');
  return trace;
}
