import type { TextPiece } from './decoded-text.js';

/** Passes pieces on; the first one has at least `length` characters, unless the text is shorter. */
export async function* withHeadText(
  pieces: AsyncIterable<TextPiece>,
  length: number,
): AsyncGenerator<TextPiece> {
  let head: string | null = '';
  for await (const piece of pieces) {
    if (head === null) {
      yield piece;
      continue;
    }
    head += piece.text;
    if (head.length < length && !piece.isLast) continue;
    yield { ...piece, text: head };
    head = null;
  }
}
