/** What a user of the console may do: read, act on runs, or see the values of rejected rows. */
export type ConsoleRole = 'viewer' | 'operator' | 'data';

/** A secret that logs in to the console. */
export interface ConsoleToken {
  /** Name of the user, recorded with each action. */
  readonly name: string;
  readonly roles: readonly ConsoleRole[];
  readonly token: string;
}

/** The settings of `wdh console`. */
export interface ConsoleSettings {
  /**
   * `CONSOLE_URL`: the address at which browsers open the console. Its host is accepted, `https` declares
   * TLS in front of it, and its path is the one below which it answers.
   */
  readonly consoleUrl: string | undefined;
  /** `CONSOLE_TOKENS`: users that log in with a token. Contains secrets. */
  readonly consoleTokens: readonly ConsoleToken[] | undefined;
  /** `CONSOLE_DATABASE_URL`: the login of the console itself; default `DATABASE_URL`. Contains a password. */
  readonly consoleDatabaseUrl: string | undefined;
  /** `CONSOLE_PROXY_HEADER`: header in which a reverse proxy names the user. */
  readonly consoleProxyHeader: string | undefined;
  /** `CONSOLE_PROXY_SECRET`: what that proxy sends in `X-Console-Secret`. */
  readonly consoleProxySecret: string | undefined;
  /** `CONSOLE_PROXY_ROLES`: roles by user; `*` is every other user. */
  readonly consoleProxyRoles: Readonly<Record<string, readonly ConsoleRole[]>> | undefined;
  /** `CONSOLE_TRUSTED_PROXIES`: addresses whose `X-Forwarded-For` is believed. */
  readonly consoleTrustedProxies: readonly string[] | undefined;
}
