import type { FileHandle } from 'node:fs/promises';

const pieceBytes = 65_536;
const lineFeed = 0x0a;

/** Returns the bytes of a file up to its last line end: what follows is an incomplete line. */
export async function wholeLineBytes(file: FileHandle): Promise<number> {
  const { size } = await file.stat();
  const piece = Buffer.alloc(pieceBytes);
  let end = size;
  while (end > 0) {
    const start = Math.max(0, end - pieceBytes);
    const { bytesRead } = await file.read(piece, 0, end - start, start);
    const at = piece.subarray(0, bytesRead).lastIndexOf(lineFeed);
    if (at >= 0) return start + at + 1;
    end = start;
  }
  return 0;
}
