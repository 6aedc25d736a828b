import type { Job } from '../declare/job.js';
import type { RunRequest } from '../request/run-request.js';

/** What happens to a file after its run: `move` it to a folder beside it, or `keep` it in place. */
export const fileEndings = ['move', 'keep'] as const;

/** See `fileEndings`. */
export type FileEnding = (typeof fileEndings)[number];

/** The named groups of a pattern, as the name of a file has them. */
export type NameGroups = Readonly<Record<string, string>>;

/** A watched folder: each complete file in it becomes one run. Made by `defineWatch`. */
export interface Watch {
  /** Lower-case words with underscores or hyphens; unique in a project. */
  readonly name: string;
  /** The job that loads the files. */
  readonly job: Job;
  /** An absolute path. */
  readonly folder: string;
  /** Milliseconds for which size and time of a file must not change; Infinity: only `.done` counts. */
  readonly settleMs: number;
  readonly onSuccess: FileEnding;
  readonly onFailure: FileEnding;
  /** Whether the pattern has the group `version`: of files that differ in it alone, the newest counts. */
  readonly hasVersions: boolean;
  /** Returns the groups of a file's name; null if the watch leaves the file alone. */
  readonly match: (name: string) => NameGroups | null;
  /** Returns what a run of a file is asked to do, without its input. */
  readonly requestOf: (groups: NameGroups) => RunRequest;
}
