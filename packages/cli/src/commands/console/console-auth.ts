import { userInfo } from 'node:os';
import { ConfigurationError, type Settings, type SettingsWithoutDatabase } from '@wdh/config';
import type { ConsoleAuth } from '@wdh/console';

type ConsoleRole = 'viewer' | 'operator' | 'data';

/** What the link of each `--role` may do. */
const rolesOfLink: Readonly<Record<ConsoleRole, readonly ConsoleRole[]>> = {
  viewer: ['viewer'],
  operator: ['viewer', 'operator'],
  data: ['viewer', 'operator', 'data'],
};

/**
 * Returns who may log in: by the tokens and the proxy of the settings, and, except in `prod`, by the link
 * that is printed.
 *
 * @throws ConfigurationError for settings of a proxy that lack one another, and in `prod` without any login.
 */
export function consoleAuth(
  settings: Settings | SettingsWithoutDatabase,
  { role }: { readonly role: ConsoleRole },
  createStartToken: () => string,
): ConsoleAuth {
  const { consoleTokens: tokens = [], consoleTrustedProxies: trustedProxies } = settings;
  const proxy = proxyOf(settings);
  const isProduction = settings.environment === 'prod';
  if (isProduction && tokens.length === 0 && proxy === undefined) {
    throw new ConfigurationError([
      {
        key: 'CONSOLE_TOKENS',
        expected: 'users and their tokens in prod',
        action: 'Set it, or CONSOLE_PROXY_HEADER: no link is printed in prod.',
      },
    ]);
  }
  return {
    tokens,
    ...(trustedProxies === undefined ? {} : { trustedProxies }),
    ...(proxy === undefined ? {} : { proxy }),
    ...(isProduction
      ? {}
      : {
          startToken: {
            name: userInfo().username,
            token: createStartToken(),
            roles: rolesOfLink[role],
          },
        }),
  };
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
