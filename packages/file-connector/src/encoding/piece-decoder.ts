import type { Encoding } from './encoding.js';
import { LegacyDecoder } from './legacy-decoder.js';
import { Utf16Decoder } from './utf16-decoder.js';
import { Utf8Decoder } from './utf8-decoder.js';

/** Decodes text that arrives in pieces, cut anywhere, without inventing a character. */
export interface PieceDecoder {
  /** Whether any byte so far did not decode. */
  readonly hasSeenUndecodable: boolean;
  /** Decodes the next piece; a character cut by its end waits for the piece after. */
  decode(piece: Buffer): string;
  /** Decodes what is left when no piece follows. */
  end(): string;
}

/** Makes the decoder of an encoding. It drops a byte order mark at the start. */
export function pieceDecoder(encoding: Encoding): PieceDecoder {
  if (encoding === 'utf-8') return new Utf8Decoder();
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return new Utf16Decoder(encoding);
  return new LegacyDecoder(encoding);
}
