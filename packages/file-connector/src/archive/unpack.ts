import { read } from 'node:fs';
import { promisify } from 'node:util';
import { crc32 } from 'node:zlib';
import { type Entry, fromFdPromise, type ZipFile } from 'yauzl';
import { compressionDamaged } from '../compression/compression-errors.js';
import type { OriginOptions } from '../input/origin-options.js';
import type { ProgressListener } from '../input/progress.js';
import { spool, type SpoolFile } from '../spool/spool-file.js';
import {
  archiveError,
  memberNotSupported,
  notAnArchive,
  showMember,
  tooLarge,
} from './archive-errors.js';
import { chosenMember } from './chosen-member.js';

const readFrom = promisify(read);

/** Above this size, unpacked, the ratio of the sizes is limited. */
const anyRatioBytes = 100 * 1024 * 1024;
const defaultMaxUnpackedBytes = 64 * 1024 ** 3;
const defaultMaxCompressionRatio = 200;

/** An open ZIP archive, and which member of it to read. */
export interface PackedMember {
  /** Names the archive in messages. */
  readonly archive: string;
  readonly fd: number;
  /** Null for the only one. */
  readonly member: string | null;
  readonly options: OriginOptions;
}

/**
 * Unpacks a member of a ZIP archive to a temporary file, and checks its checksum: nothing of a
 * damaged member is read.
 *
 * @throws WdhError `ARCHIVE_MEMBER_UNCLEAR`, `COMPRESSION_DAMAGED`, `CONTENT_NOT_SUPPORTED`,
 * `CONTENT_TOO_LARGE`, `FILE_NOT_WRITABLE` (file)
 */
export async function unpack(
  packed: PackedMember,
  onProgress: ProgressListener,
  signal: AbortSignal,
): Promise<SpoolFile> {
  const { archive, fd, member, options } = packed;
  const input = member === null ? archive : `${archive}#${showMember(member)}`;
  try {
    if (member !== null && !(await isArchive(fd))) throw notAnArchive(input);
    const zip = await fromFdPromise(fd, { decodeStrings: false });
    const entry = await chosenMember(zip, archive, member);
    expectReadable(entry, input, options);
    const pieces = checkedBytes(zip, entry, { input, onProgress, signal });
    return await spool(pieces, input, options.temporaryFolder);
  } catch (error) {
    throw archiveError(error, input);
  }
}

async function isArchive(fd: number): Promise<boolean> {
  const { buffer, bytesRead } = await readFrom(fd, Buffer.alloc(2), 0, 2, 0);
  return buffer.toString('latin1', 0, bytesRead) === 'PK';
}

function expectReadable(entry: Entry, input: string, options: OriginOptions): void {
  const { compressedSize, uncompressedSize, compressionMethod } = entry;
  const { maxUnpackedBytes = defaultMaxUnpackedBytes } = options;
  const { maxCompressionRatio = defaultMaxCompressionRatio } = options;
  if (entry.isEncrypted()) throw memberNotSupported(input, 'is protected by a password');
  if (!entry.canDecodeFileData()) {
    const how = `is compressed by a method other than deflate (${compressionMethod})`;
    throw memberNotSupported(input, how);
  }
  if (uncompressedSize > maxUnpackedBytes) {
    const size = `unpacks to ${uncompressedSize} bytes, more than maxUnpackedBytes, ${maxUnpackedBytes}`;
    throw tooLarge(input, `${size}. Raise the option if the file is valid.`);
  }
  const ratio = uncompressedSize / Math.max(1, compressedSize);
  if (uncompressedSize > anyRatioBytes && ratio > maxCompressionRatio) {
    const size = `unpacks to ${uncompressedSize} bytes, ${Math.floor(ratio)} times its packed size, more than maxCompressionRatio, ${maxCompressionRatio}`;
    throw tooLarge(input, `${size}. Raise the option if the file is valid.`);
  }
}

/** The bytes of a member. The reader ends them where they are more than the archive declares. */
async function* checkedBytes(
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
