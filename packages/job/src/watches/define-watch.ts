import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Job } from '../declare/job.js';
import type { RunRequest } from '../request/run-request.js';
import { checkWatch } from './check-watch.js';
import { namePattern } from './name-pattern.js';
import { partitionOf } from './partition-of.js';
import type { FileEnding, NameGroups, Watch } from './watch.js';

/** The declaration of a watched folder. */
export interface WatchDeclaration {
  /** Lower-case words with underscores or hyphens. Default: the name of the job. */
  readonly name?: string | undefined;
  /** The job that loads the files. */
  readonly job: Job;
  /** An absolute path, or a URL such as `new URL('inbox/', import.meta.url)`. */
  readonly folder: string | URL;
  /**
   * The names of the files: a glob such as `*.csv`, or a regular expression that matches the whole
   * name. Of its groups, `version` chooses the newest file of those that differ in it alone and is
   * recorded as version of the input; the others become parameters of the run.
   */
  readonly pattern: string | RegExp;
  /**
   * The group that is the partition of the run, such as `month`; `202601` is the partition `2026-01`.
   * Default `partition`, if there is one.
   */
  readonly partition?: string | undefined;
  /**
   * Milliseconds for which size and time of a file must not change until it counts as complete.
   * `Infinity`: only a file beside it does, whose name ends with `.done`. Default 2,000.
   */
  readonly settleMs?: number | undefined;
  /** Default `move`, to `loaded/`. */
  readonly onSuccess?: FileEnding | undefined;
  /** Default `move`, to `failed/`. */
  readonly onFailure?: FileEnding | undefined;
  /** What each run is asked to do beside. Default: what the job declares. */
  readonly request?: Omit<RunRequest, 'input' | 'partition' | 'inputVersion'> | undefined;
}

/**
 * Declares a watched folder, whose files workers load: each complete file becomes one run.
 *
 * @throws WdhError `WATCH_INVALID` (usage) that names what is wrong with the declaration.
 * @example
 * export const annuities = defineWatch({
 *   job: annuity,
 *   folder: '/srv/inbox',
 *   pattern: /annuity_(?<month>\d{6})_V(?<version>\d+)\.csv/,
 * });
 */
export function defineWatch(declaration: WatchDeclaration): Watch {
  checkWatch(declaration);
  const { job, name = job.name, folder, request = {} } = declaration;
  const { settleMs = 2_000, onSuccess = 'move', onFailure = 'move' } = declaration;
  const { groups, match } = namePattern(declaration.pattern);
  const partition = declaration.partition ?? 'partition';
  const watch: Watch = {
    name,
    job,
    // Without a slash at its end: two watches of one folder are known by its path.
    folder: resolve(typeof folder === 'string' ? folder : fileURLToPath(folder)),
    settleMs,
    onSuccess,
    onFailure,
    hasVersions: groups.has('version'),
    match,
    requestOf: (found) => ({ ...request, ...fromName(found) }),
  };
  return Object.freeze(watch);

  function fromName(found: NameGroups): RunRequest {
    const { version, [partition]: part, ...params } = found;
    return {
      ...(part === undefined ? {} : { partition: partitionOf(job.partitions, part) }),
      ...(version === undefined ? {} : { inputVersion: version }),
      ...(Object.keys(params).length === 0 ? {} : { params: { ...request.params, ...params } }),
    };
  }
}
