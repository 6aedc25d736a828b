import { WdhError } from '@wdh/pipeline-core';

/** A server of Redis. */
export interface RedisAddress {
  /** Contains the password. */
  readonly url: string;
  /** Host and port, for messages. */
  readonly server: string;
}

/** @throws WdhError `BUDGET_OPTION_INVALID`, without the URL, which contains the password. */
export function redisAddress(text: string): RedisAddress {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isRedis = url?.protocol === 'redis:' || url?.protocol === 'rediss:';
  if (url === null || !isRedis || url.hostname === '' || !/^\/?\d*$/.test(url.pathname)) {
    throw new WdhError(
      'The URL of Redis is invalid: write redis://HOST:PORT, or rediss:// for TLS; user, password and the number of a database may be added.',
      { code: 'BUDGET_OPTION_INVALID', category: 'usage' },
    );
  }
  try {
    decodeURIComponent(url.username + url.password);
  } catch {
    throw new WdhError(
      'User or password in the URL of Redis has a % that begins no escape: write it as %25.',
      { code: 'BUDGET_OPTION_INVALID', category: 'usage' },
    );
  }
  return { url: url.href, server: `${url.hostname}:${url.port === '' ? '6379' : url.port}` };
}
