import { withHead } from '../bytes/with-head.js';
import { detectEncoding, judgedBytes } from './detect-encoding.js';
import type { Encoding } from './encoding.js';
import { type PieceDecoder, pieceDecoder } from './piece-decoder.js';

/** A piece of decoded text. */
export interface TextPiece {
  readonly text: string;
  readonly encoding: Encoding;
  /** Whether any byte so far did not decode. */
  readonly hasSeenUndecodable: boolean;
  readonly isLast: boolean;
}

/**
 * Decodes bytes that arrive in arbitrary pieces, by their byte order mark or by `wanted`. The last
 * piece is marked as last, and there is always one.
 *
 * @throws WdhError `INVALID_ENCODING` (file): see `detectEncoding`
 */
export async function* decodedText(
  pieces: AsyncIterable<Buffer>,
  wanted: Encoding | undefined,
  path: string,
): AsyncGenerator<TextPiece> {
  let encoding = wanted ?? 'utf-8';
  let decoder: PieceDecoder | null = null;
  for await (const piece of withHead(pieces, judgedBytes)) {
    if (decoder === null) {
      encoding = detectEncoding(piece, wanted, path);
      decoder = pieceDecoder(encoding);
    }
    const text = decoder.decode(piece);
    yield { text, encoding, hasSeenUndecodable: decoder.hasSeenUndecodable, isLast: false };
  }
  const text = decoder?.end() ?? '';
  const hasSeenUndecodable = decoder?.hasSeenUndecodable ?? false;
  yield { text, encoding, hasSeenUndecodable, isLast: true };
}
