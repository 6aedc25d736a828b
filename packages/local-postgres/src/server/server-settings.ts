/** The same wherever the server runs, unless the caller wants it otherwise. */
const defaults: Readonly<Record<string, string>> = { timezone: 'UTC', log_timezone: 'UTC' };

/**
 * For clusters that nobody will see after a crash.
 *
 * @see https://www.postgresql.org/docs/17/non-durability.html
 */
const withoutDurability: Readonly<Record<string, string>> = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
};

/** Returns the parameters that a server is started with, as pairs of name and value. */
export function serverSettings(server: {
  readonly port: number;
  readonly isTemporary: boolean;
  readonly settings: Readonly<Record<string, string>>;
}): readonly (readonly [string, string])[] {
  return Object.entries({
    ...defaults,
    ...(server.isTemporary ? withoutDurability : {}),
    ...server.settings,
    // The caller has no say in these: the server is for this machine alone.
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port: String(server.port),
  });
}
