import { WdhError } from '@wdh/pipeline-core';
import { catalogNamesOf, type KnownNames, type NamesInError } from './catalog-names.js';
import { connectionLost } from './connection/connection-errors.js';
import { poolerRefusal, stateOfPooler } from './connection/pooler-errors.js';
import { tlsFailed } from './connection/tls-failure.js';
import { type CopyTarget, copyPositionOf } from './copy-position.js';
import { DatabaseError } from './database-error.js';
import { partitionRefusalOf } from './partition-refusal.js';
import { hasMessageWithoutValues, meaningOfError, raise, shownSqlState } from './sql-states.js';

const tooLong = '54000';

/** SQLSTATE of a login that is refused for another reason than its password. */
const loginRefused = '28000';

/** Most characters of a server message that are shown. */
const maxMessageLength = 1_000;

/** The server function that converts text to the encoding of the database. */
const conversion = 'report_untranslatable_char';

/** What the caller knows about the connection on which an error occurred. */
export interface DriverErrorSite {
  /** `host:port`, for messages. */
  readonly server: string;
  /** The COPY statement that was running, if one was. */
  readonly copy?: CopyTarget | undefined;
  /** Names of the table that is being loaded, which messages may always contain. */
  readonly names?: KnownNames | undefined;
  /** Whether it loads no rows, so that messages about objects contain no values. Default false. */
  readonly isWithoutRows?: boolean | undefined;
  /** Whether the connection uses TLS. Default true. */
  readonly isEncrypted?: boolean | undefined;
  /** Whether it presents no certificate of the client, over TLS. Default false. */
  readonly isWithoutCertificate?: boolean | undefined;
}

/** A server error as the driver represents it. */
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
 * Translates an error of the driver into a {@link WdhError}. Only this function does so.
 *
 * The driver's errors contain cell values, statements, parameters or the connection URL. Neither the
 * message nor the cause of the result contains any of them.
 */
export function translateDriverError(error: unknown, site: DriverErrorSite): WdhError {
  if (error instanceof WdhError) return error;
  const origin = innermost(error);
  if (isServerError(origin)) return poolerRefusal(site.server, origin) ?? fromServer(origin, site);
  const code = codeOf(origin);
  if (code !== null && tlsCode.test(code)) return tlsFailed(site.server, code);
  if (code !== null && networkCode.test(code)) return connectionLost(site.server, code);
  return new DatabaseError(
    `The database driver failed on the connection to ${site.server} with ${nameOf(origin)}.`,
    { code: 'DRIVER_FAILED', category: 'internal', cause: stackOf(origin) },
  );
}

function fromServer(error: ServerError, site: DriverErrorSite): DatabaseError {
  const { where, position, routine } = error;
  const sqlState = stateOfPooler(error);
  const place =
    site.copy === undefined || where === undefined ? null : copyPositionOf(where, site.copy);
  const partition = partitionRefusalOf(sqlState, routine, error.detail);
  const isWithoutTls = site.isEncrypted === false && requiresTls(error);
  const lacksCertificate = site.isWithoutCertificate === true && isRuledOut(error);
  const { says, code, category, isRetryable, advice } = meaningOfError(
    partition?.meaning ?? (isWithoutTls ? loginRefused : sqlState),
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
    // COPY processes several rows at once: for a value that is too long or has a character that the
    // encoding lacks, it names the last line that it read.
    copyLine: sqlState === tooLong || routine === conversion ? null : (place?.line ?? null),
  };
  const { isWithoutRows = false } = site;
  const parts = hasMessageWithoutValues({ sqlState, where, position, routine, isWithoutRows })
    ? [error.message.slice(0, maxMessageLength)]
    : [
        ...(partition?.key == null ? [] : [`key ${partition.key}`]),
        ...(details.column === null ? [] : [`column "${details.column}"`]),
        ...(details.constraint === null ? [] : [`constraint "${details.constraint}"`]),
        ...(details.table === null ? [] : [`table "${details.table}"`]),
      ];
  if (category === 'connection') parts.push(`server ${site.server}`);
  const report = [...parts, `SQLSTATE ${shownState}`].join(', ');
  const what = `${says} (${report}).`;
  const hint = isWithoutTls
    ? useTls
    : `${advice ?? ''}${lacksCertificate ? ` ${useCertificate}` : ''}`;
  const summary = `${what} ${hint}`.trimEnd();
  return new DatabaseError(summary, {
    code,
    category,
    isRetryable,
    details: { ...details, report },
  });
}

/**
 * Whether the server's pg_hba.conf has no rule for the connection, with any password. Poolers and
 * proxies do not name a function, use their own SQLSTATEs, and write English.
 */
function requiresTls({ code, routine, message }: ServerError): boolean {
  if (routine === undefined) return /\b(?:ssl|tls)/i.test(message.slice(0, maxMessageLength));
  return isRuledOut({ code, routine });
}

/** Whether a rule of pg_hba.conf refuses the connection before it asks for a password. */
function isRuledOut({ code, routine }: Pick<ServerError, 'code' | 'routine'>): boolean {
  return code === loginRefused && routine === 'ClientAuthentication';
}

const useCertificate =
  'If its pg_hba.conf asks for a certificate of the client, name it and its key with sslcert and sslkey.';

const useTls =
  'The server requires TLS: add sslmode=require to the connection URL. ' +
  'If that is refused as well, its pg_hba.conf has no entry for this user, database and address.';

/** drizzle wraps the driver's error in an error whose message contains the parameters. */
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

/** The stack without the message, which may contain values. */
function stackOf(error: unknown): Error | undefined {
  if (!(error instanceof Error)) return undefined;
  const trace = new Error(error.name);
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  trace.stack = [error.name, ...frames].join('\n');
  return trace;
}
