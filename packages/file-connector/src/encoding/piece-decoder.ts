import type { Encoding } from './encoding.js';
import { LegacyDecoder } from './legacy-decoder.js';
import { Utf16Decoder } from './utf16-decoder.js';
import { Utf8Decoder } from './utf8-decoder.js';

/** Decodes text that arrives in arbitrary pieces, without inserting replacement characters. */
export interface PieceDecoder {
  /** Whether any byte so far did not decode. */
  readonly hasSeenUndecodable: boolean;
  /** Decodes the next piece; an incomplete character at its end waits for the next piece. */
  decode(piece: Buffer): string;
  /** Decodes the rest at the end of the input. */
  end(): string;
}

/** Creates the decoder of an encoding. It drops a byte order mark at the start. */
export function pieceDecoder(encoding: Encoding): PieceDecoder {
  if (encoding === 'utf-8') return new Utf8Decoder();
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return new Utf16Decoder(encoding);
  return new LegacyDecoder(encoding);
}
