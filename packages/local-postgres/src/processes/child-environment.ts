/**
 * Returns the environment of the server and its tools. It contains nothing of the caller's
 * environment, which has secrets and `PG...` variables that would change the server. Messages are
 * in English, so that this package can parse them. Undefined on Windows, where programs do not
 * start without the caller's environment.
 */
export function childEnvironment(): Readonly<Record<string, string>> | undefined {
  if (process.platform === 'win32') return undefined;
  return {
    LC_ALL: 'C',
    PATH: '/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin:/run/current-system/sw/bin',
  };
}
