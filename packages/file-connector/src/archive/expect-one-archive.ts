import { read } from 'node:fs';
import { promisify } from 'node:util';
import type { ZipFile } from 'yauzl';
import { compressionDamaged } from '../compression/compression-errors.js';

const readFrom = promisify(read);

const endBytes = 22;
/** What an archive of 64-bit sizes has between its directory and its end. */
const zip64End = 'PK\x06\x06';
/** Sizes that an archive of 64-bit sizes has elsewhere. */
const elsewhere = 0xffffffff;

/**
 * Expects that the directory of an archive is followed by its end. In two archives one after the
 * other, the end is that of the second, whose directory would be looked for in the first.
 *
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT section 4.3.16
 * @throws WdhError `COMPRESSION_DAMAGED` (file)
 */
export async function expectOneArchive(zip: ZipFile, fd: number, archive: string): Promise<void> {
  const endAt = zip.fileSize - endBytes - zip.comment.length;
  const end = await bytesAt(fd, endAt, endBytes);
  const size = end.readUInt32LE(12);
  const offset = end.readUInt32LE(16);
  if (size === elsewhere || offset === elsewhere || offset + size === endAt) return;
  const next = await bytesAt(fd, offset + size, zip64End.length);
  if (next.toString('latin1') === zip64End) return;
  throw compressionDamaged(archive, 'is not one ZIP archive: other bytes are before or in it');
}

async function bytesAt(fd: number, position: number, length: number): Promise<Buffer> {
  return (await readFrom(fd, Buffer.alloc(length), 0, length, position)).buffer;
}
