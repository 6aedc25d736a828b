import { checksumInvalid } from './checksum-errors.js';

/** A line of a file of checksums. */
interface Line {
  readonly digits: string;
  /** Null where the line is a checksum alone. */
  readonly name: string | null;
}

const gnu = /^(?<escaped>\\)?(?<digits>[\da-f]+)[ \t]+\*?(?<name>\S.*)$/i;
const bsd = /^(?:SHA256|SHA2-256) ?\((?<name>.+)\) ?= (?<digits>[\da-f]+)$/i;
const alone = /^(?<digits>[\da-f]+)$/i;

/**
 * Finds the SHA-256 of a file in the text of a file of checksums: lines such as `<hex>  <name>` of
 * `sha256sum`, `SHA256 (<name>) = <hex>` of BSD and OpenSSL, or one checksum alone. Folders in names,
 * and lines that begin with `#`, are ignored.
 *
 * @param file - Names the file of checksums in messages.
 * @param name - The file name without folders.
 * @throws WdhError `CHECKSUM_INVALID` (file) for any other line, a checksum of another kind, no
 * line for the name, and two different ones
 * @see https://www.gnu.org/software/coreutils/manual/html_node/md5sum-invocation.html
 */
export function checksumIn(text: string, file: string, name: string): string {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .flatMap((line, index) =>
      /^\s*(?:#|$)/.test(line) ? [] : [readLine(line.trimEnd(), index, file)],
    );
  if (lines.length === 0) throw checksumInvalid(file, 'contains no checksum');
  const isOfName = (line: Line): boolean =>
    line.name === null ? lines.length === 1 : isFileAt(line.name, name);
  const found = new Set(lines.filter(isOfName).map(({ digits }) => digits.toLowerCase()));
  const [sha256, ...others] = found;
  if (sha256 === undefined) throw checksumInvalid(file, `contains no checksum of ${name}`);
  if (others.length > 0) throw checksumInvalid(file, `contains two checksums of ${name}`);
  return sha256;
}

function readLine(line: string, index: number, file: string): Line {
  const groups = (bsd.exec(line) ?? alone.exec(line) ?? gnu.exec(line))?.groups;
  const { digits, name = null, escaped } = groups ?? {};
  const place = `line ${index + 1}`;
  if (digits === undefined) {
    throw checksumInvalid(file, `is not a file of checksums: ${place} is not "<hex>  <name>"`);
  }
  if (digits.length !== 64) {
    const size = `has ${digits.length} digits instead of the 64 of a SHA-256`;
    throw checksumInvalid(file, `contains a checksum of another kind: ${place} ${size}`);
  }
  return { digits, name: escaped === undefined || name === null ? name : unescaped(name) };
}

/** `sha256sum` begins a line with a backslash where it escapes the name. */
const unescaped = (name: string): string =>
  name.replace(/\\([\\nr])/g, (_, letter: string) =>
    letter === 'n' ? '\n' : letter === 'r' ? '\r' : '\\',
  );

/** A folder may be written in the way of any system; elsewhere a backslash is part of a name. */
const isFileAt = (path: string, name: string): boolean =>
  [/^.*\//s, /^.*[\\/]/s].some(
    (folders) => path.replace(folders, '').normalize() === name.normalize(),
  );
