import { WdhError } from '@wdh/pipeline-core';
import { findConnectionUrlFault } from '../connection-url-fault.js';
import { type ClientSurroundings, Surroundings } from './client-surroundings.js';
import { isConnectionString, parseConnectionString } from './connection-string.js';
import { defaultTlsFiles, findSocketFolder } from './libpq-defaults.js';
import { libpqVariables } from './libpq-variables.js';
import { lookUpPassword } from './look-up-password.js';
import { lookUpService } from './look-up-service.js';
import { urlKeywords } from './url-keywords.js';
import { writeConnectionUrl } from './write-connection-url.js';

/** The URL by which everything is read from the surroundings. */
const emptyUrl = /^postgres(?:ql)?:\/\/$/i;

/** Parameters by which a URL asks for the rules of libpq. */
const asking = ['service', 'servicefile', 'passfile'];

/**
 * Completes what names a database, as libpq does, to a connection URL. It may contain a password: do
 * not log it.
 *
 * - A connection URL stays as it is. Only a missing user is read from PGUSER, and a missing password
 *   from PGPASSWORD or the password file: where it connects is decided by the URL alone.
 * - `postgresql://` alone, a connection string such as `service=warehouse`, and a URL with the parameter
 *   `service` or `passfile` follow all rules of libpq: what they do not name is read from the service,
 *   then from the variables (PGHOST and others), then from the defaults and the password file.
 *
 * @throws WdhError `CONNECTION_URL_INVALID`, `SERVICE_NOT_FOUND`, `SERVICE_FILE_INVALID`,
 * `PASSWORD_FILE_UNUSABLE`; without a password or another value.
 * @see https://www.postgresql.org/docs/current/libpq-connect.html
 * @example
 * const url = resolveConnectionUrl('service=warehouse', { environment, homeFolder, userName });
 */
export function resolveConnectionUrl(text: string, surroundings: ClientSurroundings): string {
  const around = new Surroundings(surroundings);
  const trimmed = text.trim();
  if (isConnectionString(trimmed)) return complete(parseConnectionString(trimmed), around);
  if (emptyUrl.test(trimmed)) return complete(new Map(), around);
  const keywords = urlKeywords(trimmed);
  if (asking.some((name) => keywords.has(name))) return complete(keywords, around);
  return completeLogin(text, keywords, around);
}

/** Adds user and password to a URL that lacks them. */
function completeLogin(url: string, keywords: Map<string, string>, around: Surroundings): string {
  if (findConnectionUrlFault(url) !== undefined || keywords.has('password')) return url;
  const user = keywords.get('user') ?? around.variable('PGUSER');
  const login = new Map([...keywords, ['user', user ?? around.userName] as const]);
  if (!login.has('dbname')) login.set('dbname', login.get('user') ?? '');
  const password = around.variable('PGPASSWORD') ?? lookUpPassword(login, around);
  if (password !== undefined) return writeConnectionUrl(login.set('password', password));
  return user === keywords.get('user') ? url : writeConnectionUrl(login);
}

/** Adds what libpq would read elsewhere. */
function complete(given: ReadonlyMap<string, string>, around: Surroundings): string {
  // As in libpq, an empty value is the default, which neither a service nor a variable replaces.
  const found = new Map(given);
  const add = (name: string, value: string | undefined): void => {
    if (value !== undefined && !found.has(name)) found.set(name, value);
  };
  const service = nonEmpty(found.get('service') ?? around.variable('PGSERVICE'));
  const sources: string[] = [];
  if (service !== undefined) {
    sources.push('a service file');
    const parameters = lookUpService(service, nonEmpty(found.get('servicefile')), around);
    for (const [name, value] of parameters) add(name, value);
  }
  for (const [variable, name] of Object.entries(libpqVariables)) {
    if (!found.has(name) && around.variable(variable) !== undefined) sources.push(variable);
    add(name, around.variable(variable));
  }
  for (const [name, value] of found) if (value === '') found.delete(name);
  addDefaults(add, found, around);
  for (const name of asking) found.delete(name);
  const url = writeConnectionUrl(found);
  const fault = findConnectionUrlFault(url);
  if (fault === undefined) return url;
  const origin = sources.length === 0 ? '' : ` A part of it is from ${sources.join(', ')}.`;
  throw new WdhError(`${fault}${origin}`, { code: 'CONNECTION_URL_INVALID', category: 'usage' });
}

const nonEmpty = (value: string | undefined): string | undefined =>
  value === '' ? undefined : value;

function addDefaults(
  add: (name: string, value: string | undefined) => void,
  found: Map<string, string>,
  around: Surroundings,
): void {
  add('port', '5432');
  add('host', found.get('hostaddr'));
  add('host', findSocketFolder(found.get('port') ?? '', around.files));
  add('user', around.userName);
  add('dbname', found.get('user'));
  add('sslmode', found.get('sslrootcert') === 'system' ? 'verify-full' : 'prefer');
  for (const [name, path] of defaultTlsFiles(found, around)) add(name, path);
  if (!found.has('password')) add('password', lookUpPassword(found, around));
}
