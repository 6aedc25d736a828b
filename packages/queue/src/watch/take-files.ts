import { randomUUID } from 'node:crypto';
import { stageFile } from './places/stage-file.js';
import { stagedFile, stagedRuns } from './places/staged-files.js';
import { stagedName } from './places/staged-name.js';
import { reopenStaged } from './records/change-files.js';
import { keptFiles } from './records/find-files.js';
import { insertFiles, type NewFile } from './records/insert-files.js';
import type { FoundFile } from './scan/scan-folder.js';
import type { SettledFiles } from './scan/settled-files.js';
import { submitFiles } from './submit-files.js';
import { seriesOf } from './versions/series-of.js';
import type { WatchedFolder } from './watched-folder.js';

/** Files that are taken in one transaction: each costs some milliseconds of it. */
const batch = 500;

/** A complete file, and the run that it becomes. */
interface TakenFile {
  readonly file: FoundFile;
  readonly executionId: string;
}

/** The outcome of {@link takeFiles}. */
export interface TakenFiles {
  /** The files that stay in the folder: they need not be taken again. */
  readonly staying: readonly FoundFile[];
  /** The first error of a file that could not be moved; null if there is none. */
  readonly error: Error | null;
}

/**
 * Takes complete files of a folder: each becomes one run, however many watchers there are. One that
 * cannot be moved does not stop the others.
 */
export async function takeFiles(
  folder: WatchedFolder,
  settled: readonly FoundFile[],
  signal: AbortSignal,
): Promise<TakenFiles> {
  const staying: FoundFile[] = [];
  let error: Error | null = null;
  for (let at = 0; at < settled.length && !signal.aborted; at += batch) {
    const part = settled.slice(at, at + batch);
    const files = await unknownFiles(folder, part);
    const taken: TakenFile[] = [];
    for (const file of files) {
      try {
        const executionId = folder.isStaged ? await stageFile(folder.places, file) : randomUUID();
        if (executionId !== null) taken.push({ file, executionId });
      } catch (thrown) {
        if (!(thrown instanceof Error)) throw thrown;
        error ??= thrown;
      }
    }
    await register(folder, taken);
    staying.push(...part.filter((file) => !folder.isStaged || !files.includes(file)));
  }
  return { staying, error };
}

/**
 * Takes the files that are where files are loaded, and have no run: their watcher ended between two
 * steps. Files that should have left that place are put away again.
 *
 * @param settled - Observes these files from call to call: the name of each is the id of its run.
 */
export async function adoptFiles(
  folder: WatchedFolder,
  settled: SettledFiles,
  nowMs: number,
): Promise<void> {
  const { places, queue, isWanted } = folder;
  const staged = await stagedRuns(places);
  const unknown = await queue.transact((on) => reopenStaged(on, staged));
  const found = new Map<string, FoundFile>();
  for (const executionId of unknown.slice(0, batch)) {
    const file = await stagedFile(places, executionId);
    if (file !== null && isWanted(file.name.toString('utf8'))) found.set(executionId, file);
  }
  const observed = [...found].map(([id, file]) => ({ ...file, name: Buffer.from(id) }));
  const complete = settled.update(observed, nowMs).map(({ name }) => name.toString());
  await register(
    folder,
    complete.flatMap((executionId) => {
      const file = found.get(executionId);
      return file === undefined ? [] : [{ file, executionId }];
    }),
  );
}

/** Leaves out the files that stay in the folder, and are recorded. */
async function unknownFiles(
  { watch, queue, isKeeping }: WatchedFolder,
  files: readonly FoundFile[],
): Promise<readonly FoundFile[]> {
  if (!isKeeping) return files;
  const known = await queue.transact((on) => keptFiles(on, watch.name, files));
  return files.filter((file) => !known.has(file));
}

/** Records files and submits their runs in one transaction. */
async function register(folder: WatchedFolder, taken: readonly TakenFile[]): Promise<void> {
  if (taken.length === 0) return;
  const { watch, queue, logger, isStaged } = folder;
  const owner = { watch: watch.name, jobName: watch.job.name };
  const files = taken.map(({ file: { name, version }, executionId }): NewFile => {
    const groups = watch.match(name.toString('utf8')) ?? {};
    const series = seriesOf(watch, name, groups);
    const inputVersion = groups['version'] ?? null;
    return { executionId, name, version, isKept: !isStaged, series, inputVersion };
  });
  await queue.transact(async (on) => {
    await insertFiles(on, owner, files);
    await submitFiles(on, folder);
  });
  for (const { name, executionId } of files) {
    logger.debug('watch.file.taken', { file: stagedName(name), executionId });
  }
}
