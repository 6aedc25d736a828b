import type { Entry } from 'yauzl';
import type { OriginOptions } from '../input/origin-options.js';
import { memberNotSupported, tooLarge } from './archive-errors.js';

/** Above this size, unpacked, the ratio of the sizes is limited. */
const anyRatioBytes = 100 * 1024 * 1024;
const defaultMaxUnpackedBytes = 64 * 1024 ** 3;
const defaultMaxCompressionRatio = 200;

/**
 * Checks a member of a ZIP archive before it is unpacked, by what the archive declares.
 *
 * @param input - Names the member in messages.
 * @throws WdhError `CONTENT_NOT_SUPPORTED`, `CONTENT_TOO_LARGE` (file)
 */
export function expectReadable(
  entry: Entry,
  input: string,
  options: Pick<OriginOptions, 'maxUnpackedBytes' | 'maxCompressionRatio'>,
): void {
  const { compressedSize, uncompressedSize, compressionMethod } = entry;
  const { maxUnpackedBytes = defaultMaxUnpackedBytes } = options;
  const { maxCompressionRatio = defaultMaxCompressionRatio } = options;
  if (isSymbolicLink(entry)) throw memberNotSupported(input, 'is a symbolic link');
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

/** Hosts whose archives have the modes of files: Unix and macOS. */
const unixHosts: readonly number[] = [3, 19];

/** The bytes of a link are the path of another file, and not its content. */
const isSymbolicLink = ({ versionMadeBy, externalFileAttributes }: Entry): boolean =>
  unixHosts.includes(versionMadeBy >>> 8) &&
  ((externalFileAttributes >>> 16) & 0o170000) === 0o120000;
