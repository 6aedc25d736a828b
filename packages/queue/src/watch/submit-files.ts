import { isUtf8 } from 'node:buffer';
import { WdhError } from '@wdh/pipeline-core';
import type { Queryable } from '@wdh/postgres';
import type { Submission } from '../submit/submission.js';
import { stagedName } from './places/staged-name.js';
import { changeFiles, type FileChange } from './records/change-files.js';
import { loadedVersions, waitingFiles } from './records/find-files.js';
import type { WatchedFile } from './records/watched-file.js';
import { chooseFiles } from './versions/choose-files.js';
import type { WatchedFolder } from './watched-folder.js';

/**
 * Submits a run for each waiting file whose turn it is, and skips old versions, in the transaction of
 * the connection. Several watchers do it one after the other.
 *
 * @returns the number of files that were submitted or skipped.
 */
export async function submitFiles(on: Queryable, folder: WatchedFolder): Promise<number> {
  const { name } = folder.watch;
  // Two watchers that do not see each other's files could submit an old version after a new one.
  await on.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`wdh watch ${name}`]);
  const waiting = await waitingFiles(on, name);
  const versioned = waiting.filter(({ inputVersion }) => inputVersion !== null);
  const series = [...new Set(versioned.map((file) => file.series))];
  const { submit, skip } = chooseFiles(waiting, await loadedVersions(on, name, series));
  const changes: FileChange[] = skip.map(({ file, reason }) => {
    folder.logger.info('watch.file.skipped', { file: stagedName(file.name), reason });
    // One that stays is where it belongs.
    return { fileId: file.fileId, state: 'skipped', reason, isEnded: file.isKept };
  });
  changes.push(...(await submitted(on, folder, submit)));
  await changeFiles(on, changes);
  return changes.length;
}

async function submitted(
  on: Queryable,
  folder: WatchedFolder,
  files: readonly WatchedFile[],
): Promise<readonly FileChange[]> {
  if (files.length === 0) return [];
  try {
    const results = await folder.queue.submit(
      files.map((file) => submissionOf(folder, file)),
      on,
    );
    return files.map(({ fileId, isKept }, index) => {
      const { status = 'queued', reason = null } = results[index] ?? {};
      // A run of this id that exists is that of the file.
      if (status !== 'skipped') return { fileId, state: 'loading' };
      return { fileId, state: 'skipped', reason, isEnded: isKept };
    });
  } catch (error) {
    // All requests are checked before the first statement, so the transaction can go on.
    if (!(error instanceof WdhError) || error.category !== 'usage') throw error;
    const [file, ...others] = files;
    if (file === undefined) return [];
    if (others.length > 0) return eachAlone(on, folder, files);
    const { code, summary } = error;
    folder.logger.warn('watch.file.refused', { file: stagedName(file.name), code });
    const reason = `${code}: ${summary}`;
    return [{ fileId: file.fileId, state: 'failed', reason, isEnded: file.isKept }];
  }
}

async function eachAlone(
  on: Queryable,
  folder: WatchedFolder,
  files: readonly WatchedFile[],
): Promise<readonly FileChange[]> {
  const changes: FileChange[] = [];
  for (const file of files) changes.push(...(await submitted(on, folder, [file])));
  return changes;
}

/** @throws WdhError `WATCH_FILE_REFUSED` (usage) */
function submissionOf({ watch, places }: WatchedFolder, file: WatchedFile): Submission {
  const { executionId, name, isKept } = file;
  const groups = watch.match(name.toString('utf8'));
  if (groups === null) {
    throw refused(
      'Its name does not match the pattern of the watch any more. Drop it again, or correct the pattern.',
    );
  }
  if (isKept && !isUtf8(name)) {
    throw refused(
      'Its name is not UTF-8, so that it cannot be read where it is. Rename it, or let the watch move its files.',
    );
  }
  const input = isKept ? places.dropped(name) : places.staged(file);
  const requestedBy = `watch ${watch.name}`;
  const request = { ...watch.requestOf(groups), input };
  return { job: watch.job, executionId, trigger: 'watch', requestedBy, request };
}

function refused(summary: string): WdhError {
  return new WdhError(summary, { code: 'WATCH_FILE_REFUSED', category: 'usage' });
}
