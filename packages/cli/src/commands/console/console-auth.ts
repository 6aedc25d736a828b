import { isIP } from 'node:net';
import { ConfigurationError, type Settings, type SettingsWithoutDatabase } from '@wdh/config';
import type { ConsoleAuth } from '@wdh/console';
import { systemUserName } from '@wdh/postgres';

type ConsoleRole = 'viewer' | 'operator' | 'data';

/** What the link of each `--role` may do. */
const rolesOfLink: Readonly<Record<ConsoleRole, readonly ConsoleRole[]>> = {
  viewer: ['viewer'],
  operator: ['viewer', 'operator'],
  data: ['viewer', 'operator', 'data'],
};

const noTls = {
  key: 'CONSOLE_URL',
  expected: 'an address with https in prod',
  action: 'Put a reverse proxy with TLS in front of the console, and write its address.',
};
const noLogins = {
  key: 'CONSOLE_TOKENS',
  expected: 'users and their tokens where other machines reach the console, and in prod',
  action: 'Set it, or CONSOLE_PROXY_HEADER; for yourself alone, listen on 127.0.0.1.',
};

/**
 * Returns who may log in: by the tokens and the proxy of the settings, and by the link that is printed,
 * unless other people use the console: in `prod`, or beyond this machine.
 *
 * @throws ConfigurationError for settings of a proxy that lack one another; where other people use it, for
 * settings without logins, and in `prod` without an address with https.
 */
export function consoleAuth(
  settings: Settings | SettingsWithoutDatabase,
  { role, host }: { readonly role: ConsoleRole; readonly host: string },
  createStartToken: () => string,
): ConsoleAuth {
  const { consoleTokens: tokens = [], consoleTrustedProxies: trustedProxies } = settings;
  const proxy = proxyOf(settings);
  const isProduction = settings.environment === 'prod';
  const isOwn = !isProduction && isLoopback(host);
  const problems = [
    ...(isProduction && settings.consoleUrl?.startsWith('https://') !== true ? [noTls] : []),
    ...(!isOwn && tokens.length === 0 && proxy === undefined ? [noLogins] : []),
  ];
  if (problems.length > 0) throw new ConfigurationError(problems);
  const startToken = (): ConsoleAuth['startToken'] => ({
    // Containers run as ids without a name.
    name: systemUserName() || 'link',
    token: createStartToken(),
    roles: rolesOfLink[role],
  });
  return {
    tokens,
    ...(trustedProxies === undefined ? {} : { trustedProxies }),
    ...(proxy === undefined ? {} : { proxy }),
    ...(isOwn ? { startToken: startToken() } : {}),
  };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function proxyOf(settings: Settings | SettingsWithoutDatabase): ConsoleAuth['proxy'] {
  const { consoleProxyHeader: header, consoleProxySecret: secret } = settings;
  const { consoleProxyRoles: given, consoleTrustedProxies: addresses } = settings;
  const parts = [header, secret, given];
  if (parts.every((part) => part === undefined)) return undefined;
  if (
    header === undefined ||
    secret === undefined ||
    given === undefined ||
    addresses === undefined
  ) {
    throw new ConfigurationError([
      {
        key: 'CONSOLE_PROXY_HEADER',
        expected: 'the login by a proxy as a whole',
        action:
          'Set CONSOLE_PROXY_HEADER, CONSOLE_PROXY_SECRET, CONSOLE_PROXY_ROLES and CONSOLE_TRUSTED_PROXIES, or none of the first three.',
      },
    ]);
  }
  const { '*': roles, ...users } = given;
  return { header, secret, users, ...(roles === undefined ? {} : { roles }) };
}
