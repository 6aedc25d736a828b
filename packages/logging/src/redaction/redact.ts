import { PlainCopy } from './plain-copy.js';
import type { Plain } from './plain.js';
import { redactSecretsAcross } from './secrets/secrets-across.js';

/**
 * Copies any value as plain JSON data without its secrets. The original is not changed.
 *
 * Hidden are: values under sensitive names (password, token, API key, secret, authorization,
 * cookie, `DATABASE_URL`, `WDH_*_SALT` and the like, in any case and with any separator),
 * credentials in URLs, connection strings, headers and other text, secrets given to
 * `registerSecret`, and in errors the invalid data that drivers and validators add. Maps become
 * objects, sets arrays, errors objects with name, message, stack frames, cause and their own
 * fields.
 *
 * Never throws. Cyclic, too deep, too long or unreadable values are replaced by a mark. Redacting
 * the result again changes nothing.
 *
 * @example redact({ url: 'postgres://etl:pw@db/w', apiKey: 'x' })
 * // { url: 'postgres://etl:***REDACTED***@db/w', apiKey: '***REDACTED***' }
 */
export function redact(value: unknown): Plain {
  return redactSecretsAcross({ plain: new PlainCopy().copy(value) }).plain;
}
