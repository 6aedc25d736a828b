/** The reason why a file is not UTF-8 text. */
export interface Undecodable {
  /** From 1. */
  readonly line: number;
  readonly reason: string;
}

const strict = new TextDecoder('utf-8', { fatal: true });

/**
 * Decodes the file of a migration as UTF-8 with line feeds only. A byte order mark at its beginning
 * is removed.
 *
 * @returns the reason if it is not UTF-8, because a replacement character would be stored.
 */
export function decodeMigration(bytes: Uint8Array): string | Undecodable {
  const isWide =
    (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (isWide) return { line: 1, reason: 'is UTF-16, by its byte order mark' };
  const text = decoded(bytes);
  if (text === null) {
    return { line: lineOfBadByte(bytes), reason: 'contains bytes that are not UTF-8' };
  }
  const nul = bytes.indexOf(0);
  if (nul !== -1)
    return { line: lineOf(bytes, nul), reason: 'contains a NUL, which SQL does not allow' };
  return text.replaceAll('\r\n', '\n');
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return strict.decode(bytes);
  } catch {
    return null;
  }
}

/** A multi-byte character does not contain the byte of a line feed. */
function lineOfBadByte(bytes: Uint8Array): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line += 1) {
    const feed = bytes.indexOf(0x0a, start);
    const end = feed === -1 ? bytes.length : feed + 1;
    if (decoded(bytes.subarray(start, end)) === null) return line;
    start = end;
  }
  return line;
}

function lineOf(bytes: Uint8Array, position: number): number {
  return bytes.subarray(0, position).filter((byte) => byte === 0x0a).length + 1;
}
