import { crc32 } from 'node:zlib';
import type { Entry, ZipFile } from 'yauzl';
import { compressionDamaged } from '../compression/compression-errors.js';
import type { ProgressListener } from '../input/progress.js';

/**
 * Reads the bytes of a member, and compares their checksum after the last one. The reader ends them
 * where they are more than the archive declares.
 *
 * @throws WdhError `COMPRESSION_DAMAGED` (file); errors of the ZIP reader, for `archiveError`
 */
export async function* checkedBytes(
  zip: ZipFile,
  entry: Entry,
  {
    input,
    onProgress,
    signal,
  }: {
    readonly input: string;
    readonly onProgress: ProgressListener;
    readonly signal: AbortSignal;
  },
): AsyncGenerator<Buffer> {
  const stream = await zip.openReadStreamPromise(entry);
  let checksum = 0;
  let bytesRead = 0;
  for await (const piece of stream as AsyncIterable<Buffer>) {
    signal.throwIfAborted();
    checksum = crc32(piece, checksum);
    bytesRead += piece.length;
    onProgress({ phase: 'identify', bytesRead, totalBytes: entry.uncompressedSize });
    yield piece;
  }
  if (checksum !== entry.crc32) throw compressionDamaged(input, 'has a wrong checksum');
}
