import { connectionUrlInvalid } from '../connection-url-error.js';
import { readUrlParameters } from '../connection-url-parameters.js';
import { partsOf, severalHosts, unreadable } from '../connection-url.js';

/**
 * Reads the parts of a connection URL by their libpq names; missing and empty ones are left out.
 *
 * @throws WdhError `CONNECTION_URL_INVALID`.
 */
export function urlKeywords(text: string): Map<string, string> {
  const { authority, rest } = partsOf(text);
  const [path = ''] = rest.split('?', 1);
  const at = authority.lastIndexOf('@');
  const [user = '', password = ''] = authority.slice(0, Math.max(at, 0)).split(':');
  if (authority.includes(',', at + 1)) throw severalHosts();
  const place = /^(\[[^\]]*\]|[^:]*)(?::(\d*))?$/.exec(authority.slice(at + 1));
  if (place === null) throw unreadable();
  const [, host = '', port = ''] = place;
  const found = Object.entries({ host, port, user, password, dbname: path.slice(1) })
    .map(([name, value]) => [name, decodeURIComponent(value)] as const)
    .filter(([, value]) => value !== '');
  const keywords = new Map(found);
  const unbracketed = keywords.get('host')?.replace(/^\[(.*)\]$/, '$1');
  if (unbracketed !== undefined) keywords.set('host', unbracketed);
  for (const [name, value] of readUrlParameters(/\?.*$/s.exec(rest)?.[0] ?? '')) {
    // The text after a raw & in a password would be read as the name of a parameter.
    if (name === 'password' || keywords.has(name)) {
      throw connectionUrlInvalid(`contains "${name}" as a parameter`);
    }
    keywords.set(name, value);
  }
  return keywords;
}
