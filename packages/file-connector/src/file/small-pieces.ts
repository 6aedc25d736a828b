/** Bytes per read: fewer reads are faster. */
const readBytes = 256 * 1024;
/** Bytes per piece passed on: larger pieces make longer strings, which cost more garbage collection. */
const pieceBytes = 64 * 1024;
const lineFeed = 0x0a;

/** Creates the buffer for a read. The reader may keep the pieces, so a buffer is never reused. */
export const newReadBuffer = (): Buffer => Buffer.allocUnsafeSlow(readBytes);

/**
 * Splits the pieces of a read into those that are passed on. They end behind a line feed where there
 * is one, so that no text of an unfinished line has to be joined to the next piece.
 */
export async function* smallPiecesOf(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  /** The unfinished line at the end of the read before. */
  let line: Buffer | null = null;
  for await (const bytes of pieces) {
    let start = 0;
    while (start < bytes.length) {
      const limit = limitAfter(start, bytes.length);
      const end = bytes.lastIndexOf(lineFeed, limit - 1) + 1;
      const isLine = end > start;
      if (!isLine && limit === bytes.length && limit - start < pieceBytes) break;
      const piece = bytes.subarray(start, isLine ? end : limit);
      start = isLine ? end : limit;
      yield line === null ? piece : Buffer.concat([line, piece]);
      line = null;
    }
    if (start === bytes.length) continue;
    const rest = bytes.subarray(start);
    line = line === null ? rest : Buffer.concat([line, rest]);
    if (line.length < pieceBytes) continue;
    yield line;
    line = null;
  }
  if (line !== null) yield line;
}

/** The last pieces of a read are longer, instead of a short one at its end. */
function limitAfter(start: number, length: number): number {
  const limit = start + pieceBytes;
  return length - limit < pieceBytes / 4 ? length : limit;
}
