import type { Job } from '@wdh/job';
import { WdhError } from '@wdh/pipeline-core';
import type { Queryable } from '@wdh/postgres';
import { stageAgain, takeOut } from './places/put-away.js';
import { changeFiles } from './records/change-files.js';
import { fileOfRun } from './records/find-files.js';
import type { WatchedFile } from './records/watched-file.js';
import { fileVersion, isSameVersion } from './scan/file-version.js';
import { pathIn } from './scan/path-in.js';
import { statsAt } from './scan/stats-at.js';
import type { WatchedFolder } from './watched-folder.js';

/** Returns the job as it reads the file of a run; the job itself, for a run without one. */
export async function prepareJob(
  folders: readonly WatchedFolder[],
  on: Queryable,
  job: Job,
  executionId: string,
): Promise<Job> {
  const file = folders.length === 0 ? null : await fileOfRun(on, executionId);
  const folder = folders.find(({ watch }) => watch.name === file?.watch);
  if (file === null || folder === undefined) return job;
  // A run that is requeued after its end.
  if (file.isEnded) {
    await changeFiles(on, [{ fileId: file.fileId, state: 'loading', isEnded: false }]);
  }
  await expectFolder(folder);
  if (!folder.isStaged && file.isKept)
    return withCheckedFile(job, () => expectVersion(folder, file));
  if (!file.isKept) {
    await takeOut(folder.places, file);
    return job;
  }
  // It was put back to where it was dropped.
  return withCheckedFile(job, async () => {
    if ((await statsAt(folder.places.staged(file))) !== null) return;
    await expectVersion(folder, file);
    await stageAgain(folder.places, file);
  });
}

/** A run whose file is another one fails, with a record. */
function withCheckedFile(job: Job, check: () => Promise<void>): Job {
  return {
    ...job,
    plan: (params, partition) => {
      const plan = job.plan(params, partition);
      const { source } = plan;
      const checked = {
        ...source,
        open: source.open.bind(source),
        check: async (...given: Parameters<NonNullable<typeof source.check>>) => {
          await check();
          await source.check?.(...given);
        },
      };
      return { ...plan, source: checked };
    },
  };
}

/** A folder that is not mounted now says nothing about its files: the run is repeated later. */
async function expectFolder({ places, isStaged }: WatchedFolder): Promise<void> {
  const path = isStaged ? places.loading : places.folder;
  if ((await statsAt(path)) !== null) return;
  throw new WdhError(
    `The folder ${path} is missing on this machine. Mount the watched folder here under the same path as on the others; the run is repeated.`,
    { code: 'WATCH_FOLDER_UNAVAILABLE', category: 'file', isRetryable: true },
  );
}

async function expectVersion({ places }: WatchedFolder, file: WatchedFile): Promise<void> {
  const stats = await statsAt(pathIn(places.folder, file.name));
  if (stats !== null && isSameVersion(fileVersion(stats), file.version)) return;
  const what = stats === null ? 'was removed' : 'was replaced';
  const now = stats === null ? 'Drop it again' : 'The present one is loaded by a run of its own';
  throw new WdhError(
    `The file ${places.dropped(file.name)} ${what} while its run waited. ${now}.`,
    { code: 'WATCH_FILE_CHANGED', category: 'file' },
  );
}
