import { findUrlFault, isPostgresUrl } from '../database/database-url.js';
import { isSecret, listOf, optionalEntry, plainUrlOf, secretAdvice } from '../optional-entry.js';
import type { ConsoleRole, ConsoleToken } from './console-settings.js';

const roleNames: readonly ConsoleRole[] = ['viewer', 'operator', 'data'];
const userName = /^[\w.@-]{1,64}$/u;
const headerName = /^[a-z][a-z0-9-]{0,62}$/iu;
const network = /^[\da-f.:]{2,45}(?:\/\d{1,3})?$/iu;

const isUser = (text: string): boolean => text === '*' || userName.test(text);

/** Returns roles such as `viewer+operator`; undefined for other texts. */
function rolesOf(text: string): readonly ConsoleRole[] | undefined {
  const names = text.split('+');
  const roles = roleNames.filter((role) => names.includes(role));
  return roles.length === names.length ? roles : undefined;
}

function tokensOf(text: string): readonly ConsoleToken[] | undefined {
  const tokens = listOf(text).map((item) => {
    const [name = '', roleText = '', token = ''] = item.split(':');
    const roles = rolesOf(roleText);
    const isSound = userName.test(name) && isSecret(token) && item.split(':').length === 3;
    return isSound && roles !== undefined ? { name, roles, token } : undefined;
  });
  const sound = tokens.filter((token) => token !== undefined);
  const names = new Set(sound.map(({ name }) => name));
  return names.size === tokens.length ? sound : undefined;
}

function rolesByUser(text: string): Readonly<Record<string, readonly ConsoleRole[]>> | undefined {
  const entries = listOf(text).map(
    (item): readonly [string, readonly ConsoleRole[]] | undefined => {
      const [name = '', roleText = '', more] = item.split(':');
      const roles = rolesOf(roleText);
      return isUser(name) && roles !== undefined && more === undefined ? [name, roles] : undefined;
    },
  );
  const sound = entries.filter((entry) => entry !== undefined);
  return sound.length === entries.length ? Object.fromEntries(sound) : undefined;
}

/** The settings of the web page of runs. */
export const consoleEntries = {
  CONSOLE_URL: optionalEntry(
    'the address at which browsers open the console',
    'Write it as https://host/path, without user, query and fragment.',
    plainUrlOf,
  ),
  CONSOLE_TOKENS: optionalEntry(
    'NAME:ROLES:TOKEN, several by commas',
    'Join roles as viewer+operator+data; a token has 32 to 200 letters, digits and . _ ~ + / = -, and a name occurs once.',
    tokensOf,
  ),
  CONSOLE_DATABASE_URL: optionalEntry(
    'a PostgreSQL connection URL',
    'Write it as postgres://user:password@host:5432/database, or remove it for DATABASE_URL.',
    (text) => (isPostgresUrl(text) && findUrlFault(text) === undefined ? text : undefined),
  ),
  CONSOLE_PROXY_HEADER: optionalEntry(
    'the name of a header',
    'Write the header in which the reverse proxy names the user, such as X-Forwarded-User.',
    (text) => (headerName.test(text) ? text : undefined),
  ),
  CONSOLE_PROXY_SECRET: optionalEntry('a secret of 32 to 200 characters', secretAdvice, (text) =>
    isSecret(text) ? text : undefined,
  ),
  CONSOLE_PROXY_ROLES: optionalEntry(
    'USER:ROLES, several by commas',
    'Write it as anna:viewer+operator,*:viewer, where * is every other user.',
    rolesByUser,
  ),
  CONSOLE_TRUSTED_PROXIES: optionalEntry(
    'addresses, several by commas',
    'Write it as 127.0.0.1,10.0.0.0/8.',
    (text) => (listOf(text).every((item) => network.test(item)) ? listOf(text) : undefined),
  ),
};
