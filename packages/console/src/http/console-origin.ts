/** Where people open the console. */
export interface ConsoleOrigin {
  /** Path below which it answers, such as `/wdh`; empty: the root. */
  readonly basePath: string;
  /** Hosts beside those of this machine, in lower case, with the port unless it is that of the scheme. */
  readonly hosts: ReadonlySet<string>;
  /** Such as `https://wdh.example.org`; null if none is declared. */
  readonly publicOrigin: string | null;
  /** Whether TLS is in front. */
  readonly isSecure: boolean;
}

/** Returns where people open the console, from options that are valid. */
export function consoleOrigin(options: {
  readonly basePath?: string | undefined;
  readonly publicUrl?: string | undefined;
}): ConsoleOrigin {
  const url = options.publicUrl === undefined ? null : new URL(options.publicUrl);
  const basePath = options.basePath ?? url?.pathname ?? '';
  return {
    basePath: basePath.replace(/\/$/u, ''),
    hosts: new Set(url === null ? [] : hostsOf(url)),
    publicOrigin: url?.origin ?? null,
    isSecure: url?.protocol === 'https:',
  };
}

/** The host, and with the port of its scheme, which some proxies add. */
function hostsOf({ host, port, protocol }: URL): readonly string[] {
  return port === '' ? [host, `${host}:${protocol === 'https:' ? '443' : '80'}`] : [host];
}

/**
 * Returns the name of the cookie of a session. Browsers send cookies to all ports of a host, so the port
 * is a part of it. Behind TLS, its prefix keeps pages without TLS from setting it, and at the root those
 * of other hosts of the domain, too.
 */
export function cookieName(
  { url, headers }: Request,
  { isSecure, basePath }: ConsoleOrigin,
): string {
  const [, port] = /:(\d+)$/u.exec(headers.get('host') ?? new URL(url).host) ?? [];
  const prefix = basePath === '' ? '__Host-' : '__Secure-';
  return `${isSecure ? prefix : ''}wdh_console_${port ?? (isSecure ? '443' : '80')}`;
}
