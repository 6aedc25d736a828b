import { redactedMarker } from '../secrets/marker.js';

const field = '(?:\\\\.|[^:\\\\\\s]){1,255}';
/** The name of a database or user has a letter: a time or a position in a file does not. */
const name = `(?=\\d{0,32}[a-z_*\\\\])${field}`;
/** An IPv6 address has colons as well. */
const address = '[\\da-f]{0,4}(?::[\\da-f]{0,4}){4,7}(?![\\w:.-])';

/**
 * A line of a password file: `host:port:database:user:password`.
 *
 * @see https://www.postgresql.org/docs/current/libpq-pgpass.html
 */
const pgpass = new RegExp(
  `(?<![^\\s"'\`(,=])(?!${address})((?:\\[[\\da-f:.]{2,45}\\]|${field}):(?:\\d{4,5}|\\*):${name}:${name}:)(?=\\S)[^\\r\\n"'\`]+`,
  'gi',
);

/** A fast check: most texts have no port between two colons. */
const port = /:(?:\d{4,5}|\*):/;

/** An entry of a .netrc file, on one line or several: `machine h login u password p`. */
const netrc =
  /((?:\bmachine\s+\S+|\bdefault|^[ \t]*login[ \t]+\S+[ \t]*\r?\n)(?:\s+(?:login|account)\s+\S+){0,2}\s*password\s+)\S+/gim;

/** Replaces passwords in lines copied from `.pgpass` and `.netrc` files. */
export function redactPasswordFiles(text: string): string {
  const ofPostgres = port.test(text) ? text.replace(pgpass, `$1${redactedMarker}`) : text;
  return ofPostgres.replace(netrc, `$1${redactedMarker}`);
}
