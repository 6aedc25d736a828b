import { isIP } from 'node:net';
import { ConfigurationError, type Settings, type SettingsWithoutDatabase } from '@wdh/config';
import { WdhError } from '@wdh/pipeline-core';

/** Where browsers open the console. */
export interface ConsoleAddress {
  readonly publicUrl?: string;
  readonly basePath?: string;
}

/**
 * Returns where browsers open the console.
 *
 * @throws ConfigurationError in `prod` without an address that begins with https.
 * @throws WdhError `CONSOLE_EXPOSED` (usage) if other machines reach it, and only the link logs in.
 */
export function consoleAddress(
  settings: Settings | SettingsWithoutDatabase,
  { host, basePath }: { readonly host: string; readonly basePath?: string },
): ConsoleAddress {
  const { consoleUrl: publicUrl, environment } = settings;
  if (environment === 'prod' && publicUrl?.startsWith('https://') !== true) {
    throw new ConfigurationError([
      {
        key: 'CONSOLE_URL',
        expected: 'an address with https in prod',
        action: 'Put a reverse proxy with TLS in front of the console, and write its address.',
      },
    ]);
  }
  const hasLogins = (settings.consoleTokens ?? settings.consoleProxyHeader) !== undefined;
  if (!isLoopback(host) && !hasLogins) {
    throw new WdhError(
      `With --host ${host}, other machines reach the console. Set CONSOLE_TOKENS first, or listen on 127.0.0.1.`,
      { code: 'CONSOLE_EXPOSED', category: 'usage' },
    );
  }
  return {
    ...(publicUrl === undefined ? {} : { publicUrl }),
    ...(basePath === undefined ? {} : { basePath }),
  };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}
