import type { Encoding } from '../encoding.js';
import { Utf16Decoder } from '../utf16-decoder.js';

/** Minimum ratio of ASCII characters to those in the other byte order. */
const certainRatio = 4;
const leastCharacters = 4;

/**
 * Detects UTF-16 without a byte order mark by its delimiters, digits and newlines, of which every
 * second byte is zero. Other bytes with a zero are not text.
 */
export function guessUtf16(sample: Buffer): {
  readonly encodings: readonly Encoding[];
  readonly confidence: number;
} {
  const little = asciiCharacters(sample, 'utf-16le');
  const big = asciiCharacters(sample, 'utf-16be');
  const [encoding, most, least] =
    little >= big ? (['utf-16le', little, big] as const) : (['utf-16be', big, little] as const);
  if (most === 0) return { encodings: [], confidence: 0 };
  const isCertain = most >= leastCharacters && most >= certainRatio * least;
  return { encodings: [encoding], confidence: isCertain ? 1 : 0.4 };
}

/** Counts the printable ASCII characters; 0 where the bytes are not text. */
function asciiCharacters(sample: Buffer, encoding: 'utf-16le' | 'utf-16be'): number {
  const decoder = new Utf16Decoder(encoding);
  const text = decoder.decode(sample) + decoder.end();
  if (decoder.hasSeenUndecodable || text.includes('\0')) return 0;
  let count = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if ((code >= 0x20 && code < 0x7f) || code === 0x0a || code === 0x0d || code === 0x09)
      count += 1;
  }
  return count;
}
