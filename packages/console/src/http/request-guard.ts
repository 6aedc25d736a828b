import { plainAddress } from '../access/client-address.js';
import type { ConsoleOrigin } from './console-origin.js';
import { isPlainPath } from './plain-path.js';
import { Refusal } from './refusal.js';

const methods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE']);

/** Names of this machine. A foreign name that resolves to it is another origin, and is refused. */
const loopback = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/iu;

/**
 * Refuses a request before anything reads it: another method, a path in disguise, a foreign host.
 *
 * @param local - the address of this machine that the connection leads to: no foreign name can be it, and
 * where no address is declared, it is the only one that other machines know.
 * @throws Refusal 404, 405, 421.
 */
export function checkRequest(
  request: Request,
  origin: ConsoleOrigin,
  local: string | undefined,
): void {
  if (!methods.has(request.method)) {
    throw new Refusal(405, 'METHOD_NOT_ALLOWED', 'The console does not know this method.', {
      headers: { allow: [...methods].join(', ') },
    });
  }
  const url = new URL(request.url);
  if (!isPlainPath(url.pathname)) throw new Refusal(404, 'NOT_FOUND', 'This is no address.');
  for (const host of [url.host, request.headers.get('host') ?? url.host]) {
    if (loopback.test(host) || origin.hosts.has(host.toLowerCase())) continue;
    if (origin.publicOrigin === null && isAddressOf(host, local)) continue;
    throw new Refusal(
      421,
      'HOST_UNKNOWN',
      'The console does not serve this host. Open it at its own address, or declare this one by publicUrl or CONSOLE_URL.',
    );
  }
}

function isAddressOf(host: string, local: string | undefined): boolean {
  if (local === undefined) return false;
  const address = plainAddress(local);
  return host.replace(/:\d{1,5}$/u, '') === (address.includes(':') ? `[${address}]` : address);
}

/**
 * Refuses a request that a page of another origin caused.
 *
 * @throws Refusal 403.
 */
export function checkSite({ url, headers }: Request, origin: ConsoleOrigin): void {
  const site = headers.get('sec-fetch-site') ?? 'none';
  const from = headers.get('origin');
  const isOwn = site === 'same-origin' || site === 'none';
  const host = headers.get('host') ?? new URL(url).host;
  // Behind TLS, the scheme of the reader is another one than that of the connection, and a page without
  // TLS may be anyone's.
  const plain = origin.isSecure && !loopback.test(host) ? [] : [`http://${host}`];
  const own = [...plain, `https://${host}`, origin.publicOrigin];
  if (isOwn && (from === null || own.includes(from))) return;
  throw new Refusal(
    403,
    'CROSS_SITE',
    'Another page sent this request. Use the page of the console.',
  );
}
