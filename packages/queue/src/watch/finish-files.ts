import { loggedError } from '@wdh/job';
import type { Queryable } from '@wdh/postgres';
import { openRuns } from '@wdh/runs';
import { putAway, putBack } from './places/put-away.js';
import { stagedName } from './places/staged-name.js';
import { changeFiles, type FileChange, forgetKept } from './records/change-files.js';
import { type EndedFile, lockEndedFiles } from './records/ended-files.js';
import type { FileState } from './records/watched-file.js';
import { writeReport } from './report/file-report.js';
import { statsAt } from './scan/stats-at.js';
import type { WatchedFolder } from './watched-folder.js';

/** The outcome of {@link finishFiles}. */
export interface FinishedFiles {
  /** Files with progress: whether there are others is unknown. */
  readonly changed: number;
  /** The first error of a file that stays as it is for now; null if there is none. */
  readonly error: Error | null;
  /** The last of these files: the next call begins after it, so that they do not stop the others. */
  readonly stuckAt: string;
}

/**
 * Puts away files whose runs have ended, with report and rejected rows beside them, in one transaction.
 * Each step can be repeated: a watcher that ends between two of them loses nothing.
 *
 * @param after - The file after which they begin: `stuckAt` of the call before.
 */
export async function finishFiles(folder: WatchedFolder, after: string): Promise<FinishedFiles> {
  const { watch, queue, logger } = folder;
  return queue.transact(async (on) => {
    const files = await lockEndedFiles(on, watch.name, after);
    const changes: FileChange[] = [];
    let error: Error | null = null;
    let stuckAt = '0';
    for (const file of files) {
      const state = endStateOf(file);
      try {
        const change = await finish(on, folder, { ...file, state });
        changes.push({ ...change, fileId: file.fileId, state });
      } catch (thrown) {
        // A statement that failed has ended the transaction.
        if (!isOfFile(thrown)) throw thrown;
        error ??= thrown;
        const { executionId, name } = file;
        stuckAt = file.fileId;
        logger.debug('watch.file.stuck', {
          ...{ file: stagedName(name), executionId },
          error: loggedError(thrown),
        });
      }
    }
    await changeFiles(on, changes);
    return { changed: changes.length, error, stuckAt };
  });
}

const succeeded: ReadonlySet<string | null> = new Set(['success', 'skipped', 'rehearsed']);

function endStateOf({ state, status }: EndedFile): FileState {
  if (state !== 'loading') return state;
  return succeeded.has(status) ? 'loaded' : 'failed';
}

/** Does the next step of a file, and returns what changed. */
async function finish(
  on: Queryable,
  { watch, places, isStaged, logger }: WatchedFolder,
  file: EndedFile,
): Promise<Pick<FileChange, 'isKept' | 'isEnded' | 'reason'>> {
  const { executionId, name, state } = file;
  const about = { file: stagedName(name), executionId, state };
  const staging = places.staging(executionId);
  const isThereStill = (await statsAt(staging)) !== null;
  // One that was taken before the watch was declared to keep its files may be there anyway.
  if (!isStaged && !isThereStill) {
    logger.info('watch.file.ended', about);
    return { isEnded: true };
  }
  const ending = state === 'failed' ? watch.onFailure : watch.onSuccess;
  if (ending === 'keep' && !file.isKept) {
    // Committed before the file is back: another watcher must not take it for a new one.
    await forgetKept(on, watch.name, file);
    return { isKept: true };
  }
  if (ending === 'keep' && (await putBack(places, file))) {
    logger.info('watch.file.ended', about);
    return { isEnded: true };
  }
  if (isThereStill) {
    await writeReport(openRuns({ on }), watch.name, file, staging);
  }
  const isThere = await putAway(places, state === 'failed' ? 'failed' : 'loaded', file);
  logger.info('watch.file.ended', about);
  if (isThere) return { isEnded: true, isKept: false };
  return {
    isEnded: true,
    isKept: false,
    reason: file.reason ?? 'Its file was removed by another program.',
  };
}

/** Whether an error is one of the file system. */
function isOfFile(error: unknown): error is Error {
  return (
    error instanceof Error &&
    ('errno' in error || ('category' in error && error.category === 'file'))
  );
}
