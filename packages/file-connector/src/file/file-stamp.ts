import type { BigIntStats } from 'node:fs';

/** Metadata that shows whether a file was replaced or written to. */
export interface FileStamp {
  readonly device: bigint;
  readonly inode: bigint;
  readonly sizeBytes: bigint;
  readonly modifiedNs: bigint;
  /** Time of the last change of content or metadata, which no program can set. */
  readonly changedNs: bigint;
}

/** Returns the stamp of a file. */
export function fileStamp(stats: BigIntStats): FileStamp {
  return {
    device: stats.dev,
    inode: stats.ino,
    sizeBytes: stats.size,
    modifiedNs: stats.mtimeNs,
    changedNs: stats.ctimeNs,
  };
}

/** Describes how a file changed between two stamps; null where it did not. */
export function changeBetween(before: FileStamp, after: FileStamp): string | null {
  if (before.device !== after.device || before.inode !== after.inode) return 'was replaced';
  if (before.sizeBytes < after.sizeBytes) return 'has grown';
  if (before.sizeBytes > after.sizeBytes) return 'was truncated';
  return before.modifiedNs === after.modifiedNs ? null : 'was written to';
}
