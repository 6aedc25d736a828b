/** Defaults that make the server the same everywhere; the caller may override them. */
const defaults: Readonly<Record<string, string>> = {
  timezone: 'UTC',
  log_timezone: 'UTC',
  // A socket is for this machine only as well.
  unix_socket_directories: '',
};

/**
 * For temporary clusters, which are not used after a crash.
 *
 * @see https://www.postgresql.org/docs/17/non-durability.html
 */
const withoutDurability: Readonly<Record<string, string>> = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
};

/** Returns the start parameters of a server, as pairs of name and value. */
export function serverSettings(server: {
  readonly port: number;
  readonly isTemporary: boolean;
  readonly settings: Readonly<Record<string, string>>;
}): readonly (readonly [string, string])[] {
  return Object.entries({
    ...defaults,
    ...(server.isTemporary ? withoutDurability : {}),
    ...server.settings,
    // The caller cannot override these: the server is for this machine only.
    listen_addresses: '127.0.0.1',
    port: String(server.port),
  });
}
