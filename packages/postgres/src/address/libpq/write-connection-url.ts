/**
 * Writes a connection URL of parameters by their libpq names. It contains the password.
 *
 * @param parameters - With `host`, `port`, `user` and `dbname` that are not empty.
 */
export function writeConnectionUrl(parameters: ReadonlyMap<string, string>): string {
  const part = (name: string): string => encodeURIComponent(parameters.get(name) ?? '');
  const password = part('password');
  const host = parameters.get('host') ?? '';
  // An address of IPv6; the folder of a socket may contain colons. Several hosts stay several.
  const isIp = !host.startsWith('/') && host.includes(':');
  const place = isIp ? `[${host}]` : part('host').replaceAll('%2C', ',');
  const search = [...parameters]
    .filter(([name]) => !['host', 'port', 'user', 'password', 'dbname'].includes(name))
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
  const login = `${part('user')}${password === '' ? '' : `:${password}`}@`;
  const port = parameters.has('port') ? `:${parameters.get('port') ?? ''}` : '';
  return `postgres://${login}${place}${port}/${part('dbname')}${search === '' ? '' : `?${search}`}`;
}
