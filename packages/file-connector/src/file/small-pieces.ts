/** Bytes per read: fewer reads are faster. */
const readBytes = 256 * 1024;
/** Bytes per piece passed on: larger pieces make longer strings, which cost more garbage collection. */
const pieceBytes = 64 * 1024;

/** Creates the buffer for a read. The reader may keep the pieces, so a buffer is never reused. */
export const newReadBuffer = (): Buffer => Buffer.allocUnsafeSlow(readBytes);

/** Splits the pieces of a read into those that are passed on. */
export async function* smallPiecesOf(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const bytes of pieces) {
    for (let start = 0; start < bytes.length; start += pieceBytes) {
      yield bytes.subarray(start, start + pieceBytes);
    }
  }
}
