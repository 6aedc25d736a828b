import type { FileVersion } from '../scan/file-version.js';

/**
 * Where a file is on its way.
 *
 * - `waiting`: it has no queued run yet, because another file of its series has one.
 * - `loading`: its run waits or runs.
 * - `loaded`, `failed`: its run has ended.
 * - `skipped`: it became no run, because a newer version of it is loaded.
 */
export const fileStates = ['waiting', 'loading', 'loaded', 'failed', 'skipped'] as const;

/** See {@link fileStates}. */
export type FileState = (typeof fileStates)[number];

/** One version of a file that was found in a watched folder, as it is recorded. */
export interface WatchedFile {
  readonly fileId: string;
  readonly executionId: string;
  /** The bytes of its name. */
  readonly name: Buffer;
  readonly version: FileVersion;
  /** Whether it stays where it was dropped. */
  readonly isKept: boolean;
  /** What its runs must not overlap with. */
  readonly series: string;
  /** The group `version` of its name; null if the pattern has none. */
  readonly inputVersion: string | null;
  readonly state: FileState;
  /** Why it is skipped or failed; null if its run says so, or nothing has to be said. */
  readonly reason: string | null;
}

/** The columns of {@link WatchedFileRow}, of a table called `file`. */
export const fileColumns = `file.file_id::text as "fileId", file.execution_id as "executionId",
  encode(file.name, 'hex') as "nameHex", file.size_bytes::text as "sizeBytes",
  file.modified_ns::text as "modifiedNs", file.is_kept as "isKept", file.series as series,
  file.version as "inputVersion", file.state as state, file.reason as reason`;

/** A row with {@link fileColumns}. */
export type WatchedFileRow = Omit<WatchedFile, 'name' | 'version'> &
  FileVersion & { readonly nameHex: string };

/** Converts a row to a file. */
export function fileOf({ nameHex, sizeBytes, modifiedNs, ...row }: WatchedFileRow): WatchedFile {
  return { ...row, name: Buffer.from(nameHex, 'hex'), version: { sizeBytes, modifiedNs } };
}
