/**
 * A byte that does not decode travels as the lone surrogate U+DC00 + byte. Decoded text never
 * holds one, so it can neither be mistaken for data nor get lost: PEP 383 ("surrogateescape").
 */
const firstCode = 0xdc00;
const undecodable = /[\uDC80-\uDCFF]/u;
const unprintable = /[\0\uDC80-\uDCFF]/gu;

/** Stands for one byte that does not decode. */
export function undecodableByte(byte: number): string {
  return String.fromCharCode(firstCode + byte);
}

/** Tells whether a text holds a byte that did not decode. */
export function hasUndecodable(text: string): boolean {
  return undecodable.test(text);
}

/** Writes what no text can hold, bytes that did not decode and NUL characters, as `\xE9`, `\x00`. */
export function showUndecodable(text: string): string {
  return text.replace(unprintable, (character) => {
    const byte = character.charCodeAt(0) & 0xff;
    return `\\x${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  });
}
