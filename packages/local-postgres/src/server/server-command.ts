/** What every server gets; `settings` of the caller come later and win. */
const always: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

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

/** Returns the command line of a server. */
export function serverCommand(
  postgres: string,
  server: {
    readonly dataDir: string;
    readonly port: number;
    readonly isTemporary: boolean;
    readonly settings: Readonly<Record<string, string>>;
  },
): readonly string[] {
  const settings = {
    ...always,
    ...(server.isTemporary ? withoutDurability : {}),
    ...server.settings,
    port: String(server.port),
  };
  return [
    postgres,
    '-D',
    server.dataDir,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
}
