import type { BigIntStats } from 'node:fs';

/** What identifies one version of a file of one name. The texts are whole numbers. */
export interface FileVersion {
  readonly sizeBytes: string;
  /**
   * Time of the last change, in nanoseconds since 1970, as far as the file system keeps it. Those that
   * 64 bits do not hold, after 2262, are counted from 1677.
   */
  readonly modifiedNs: string;
}

/** Returns the version of a file. */
export function fileVersion({ size, mtimeNs }: BigIntStats): FileVersion {
  return { sizeBytes: size.toString(), modifiedNs: BigInt.asIntN(64, mtimeNs).toString() };
}

/** Whether two versions are the same. */
export function isSameVersion(one: FileVersion, other: FileVersion): boolean {
  return one.sizeBytes === other.sizeBytes && one.modifiedNs === other.modifiedNs;
}
