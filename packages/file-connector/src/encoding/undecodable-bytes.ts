/**
 * A byte that does not decode is represented as the lone surrogate U+DC00 + byte. Decoded text
 * never contains one, so it can neither be mistaken for data nor be lost: PEP 383
 * ("surrogateescape"). Half a surrogate pair in UTF-16 is kept unchanged, which is a lone surrogate
 * too.
 */
const firstCode = 0xdc00;
const undecodable = /\p{Surrogate}/u;
const unprintable = /[\0\p{Surrogate}]/gu;

/** Returns the character for one byte that does not decode. */
export function undecodableByte(byte: number): string {
  return String.fromCharCode(firstCode + byte);
}

/** Returns whether a text contains a byte that did not decode. */
export function hasUndecodable(text: string): boolean {
  return undecodable.test(text);
}

/**
 * Escapes characters that text cannot contain: bytes that did not decode and NUL characters as
 * `\xE9`, `\x00`, halves of surrogate pairs as `\uD83D`.
 */
export function showUndecodable(text: string): string {
  return text.replace(unprintable, (character) => {
    const code = character.charCodeAt(0);
    const byte = code - firstCode;
    if (code === 0) return '\\x00';
    return byte >= 0 && byte <= 0xff ? `\\x${hex(byte, 2)}` : `\\u${hex(code, 4)}`;
  });
}

const hex = (code: number, length: number): string =>
  code.toString(16).toUpperCase().padStart(length, '0');
