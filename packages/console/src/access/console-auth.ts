import type { Role } from './role.js';

/** Who may log in. */
export interface ConsoleAuth {
  /** Tokens of the settings: each logs in with its name and roles. */
  readonly tokens: readonly ConsoleToken[];
  /** The token of the link that is printed at the start. Sessions that it opened survive a restart. */
  readonly startToken?: ConsoleToken | undefined;
  /** Users that a reverse proxy names. Default: none, and such headers are ignored. */
  readonly proxy?: ConsoleProxy | undefined;
  /**
   * Addresses of reverse proxies, such as `127.0.0.1` or `10.0.0.0/8`. From these, the last address in
   * `X-Forwarded-For` is that of the client. Default: none.
   */
  readonly trustedProxies?: readonly string[] | undefined;
}

/** A secret that logs in. */
export interface ConsoleToken {
  /** Name of the user that it stands for, recorded with each action. */
  readonly name: string;
  /** 32 to 200 characters of `A-Z a-z 0-9 - . _ ~ + / =`; never logged. */
  readonly token: string;
  readonly roles: readonly Role[];
}

/**
 * The login by a reverse proxy. Each process that can connect from a trusted address can name any user,
 * so the proxy must overwrite both headers, and `secret` is required.
 */
export interface ConsoleProxy {
  /** Header with the name of the user, such as `X-Forwarded-User`. */
  readonly header: string;
  /** Value of the header `X-Console-Secret` that the proxy adds, as long as a token; never logged. */
  readonly secret: string;
  /** Roles of users that are not in `users`. Default: none, and they cannot log in. */
  readonly roles?: readonly Role[] | undefined;
  /** Roles by the name of the user. */
  readonly users?: Readonly<Record<string, readonly Role[]>> | undefined;
}
