import { redactedMarker } from '../secrets/marker.js';

const field = '(?:\\\\.|[^:\\\\\\s]){1,255}';
/** The name of a database or user begins with a letter: a time or a position in a file does not. */
const name = `(?=[a-z_*\\\\])${field}`;
/** An IPv6 address has colons as well. */
const address = '[\\da-f]{0,4}(?::[\\da-f]{0,4}){4,7}(?![\\w:.-])';

/**
 * A line of a password file: `host:port:database:user:password`.
 *
 * @see https://www.postgresql.org/docs/current/libpq-pgpass.html
 */
const pgpass = new RegExp(
  `(?<![^\\s"'\`(,=])(?!${address})((?:\\[[\\da-f:.]{2,45}\\]|${field}):(?:\\d{3,5}|\\*):${name}:${name}:)(?=\\S)[^\\r\\n"'\`]+`,
  'gi',
);

/** Most texts have no port between two colons, and no look at every word. */
const port = /:(?:\d{3,5}|\*):/;

/** A line of a .netrc file: `machine h login u password p`. */
const netrc = /\b(login\s+\S+\s+password\s+)\S+/gi;

/** Replaces passwords in lines that were copied out of `.pgpass` and `.netrc` files. */
export function redactPasswordFiles(text: string): string {
  const ofPostgres = port.test(text) ? text.replace(pgpass, `$1${redactedMarker}`) : text;
  return ofPostgres.replace(netrc, `$1${redactedMarker}`);
}
