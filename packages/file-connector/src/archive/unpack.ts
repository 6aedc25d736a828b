import { read } from 'node:fs';
import { promisify } from 'node:util';
import { fromFdPromise } from 'yauzl';
import type { OriginOptions } from '../input/origin-options.js';
import type { ProgressListener } from '../input/progress.js';
import { spool, type SpoolFile } from '../spool/spool-file.js';
import { archiveError, notAnArchive, showMember } from './archive-errors.js';
import { checkedBytes } from './checked-bytes.js';
import { chosenMember } from './chosen-member.js';
import { expectOneArchive } from './expect-one-archive.js';
import { expectReadable } from './expect-readable.js';

const readFrom = promisify(read);

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
    await expectOneArchive(zip, fd, archive);
    const { name, entry } = await chosenMember(zip, archive, member);
    expectReadable(entry, input, options);
    const pieces = checkedBytes(zip, entry, { input, onProgress, signal });
    const copy = await spool(pieces, input, options.temporaryFolder);
    copy.member = name;
    return copy;
  } catch (error) {
    throw archiveError(error, input, signal);
  }
}

async function isArchive(fd: number): Promise<boolean> {
  const { buffer, bytesRead } = await readFrom(fd, Buffer.alloc(2), 0, 2, 0);
  return buffer.toString('latin1', 0, bytesRead) === 'PK';
}
