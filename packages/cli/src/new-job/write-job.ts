import { lstat, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { WdhError } from '@wdh/pipeline-core';
import type { JobFiles } from './job-plan.js';

/** The text of one file before and after a change; null before: the file does not exist. */
export interface FileChange {
  readonly path: string;
  readonly before: string | null;
  readonly after: string;
}

/**
 * Writes the files of a new job and the change of the project's file, or nothing. The folder appears
 * at once, by renaming a finished one beside it.
 *
 * @throws WdhError `JOB_EXISTS`, `PROJECT_CHANGED` (usage), `JOB_NOT_WRITTEN` (file)
 */
export async function writeJob(
  folder: string,
  files: JobFiles,
  project: FileChange | null,
): Promise<void> {
  await refuseExisting(folder);
  // A project's file within the new folder is one of its files.
  const isInside = project !== null && dirname(project.path) === folder;
  const all = isInside ? new Map([...files, [basename(project.path), project.after]]) : files;
  try {
    await mkdir(dirname(folder), { recursive: true });
    const unfinished = await mkdtemp(join(dirname(folder), '.wdh-new-job-'));
    try {
      await writeAll(unfinished, all);
      await rename(unfinished, folder);
    } finally {
      await rm(unfinished, { recursive: true, force: true });
    }
  } catch (error) {
    throw notWritten(folder, error);
  }
  if (project === null || isInside) return;
  try {
    await change(project);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error instanceof WdhError ? error : notWritten(project.path, error);
  }
}

/** @throws WdhError `JOB_EXISTS` (usage) if anything has this name, also a link. */
export async function refuseExisting(folder: string): Promise<void> {
  if ((await lstat(folder).catch(() => null)) === null) return;
  throw new WdhError(
    `${folder} exists already, and is not overwritten. Choose another name, or remove it.`,
    { code: 'JOB_EXISTS', category: 'usage' },
  );
}

async function writeAll(folder: string, files: JobFiles): Promise<void> {
  for (const [path, content] of files) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content, { flag: 'wx' });
  }
}

/** Replaces a file unless it was changed since it was read. */
async function change({ path, before, after }: FileChange): Promise<void> {
  if (before === null) {
    await writeFile(path, after, { flag: 'wx' });
    return;
  }
  if ((await readFile(path, 'utf8')) !== before) {
    throw new WdhError(`${path} was changed meanwhile. Nothing was written; try again.`, {
      code: 'PROJECT_CHANGED',
      category: 'usage',
    });
  }
  const unfinished = `${path}.wdh-new-job`;
  await writeFile(unfinished, after, { flag: 'wx' });
  await rename(unfinished, path).catch(async (error: unknown) => {
    await rm(unfinished, { force: true });
    throw error;
  });
}

function notWritten(path: string, cause: unknown): WdhError {
  const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
  return new WdhError(
    `${path} could not be written (${reason}). Nothing was left; check the permission and the space of its folder.`,
    { code: 'JOB_NOT_WRITTEN', category: 'file', cause },
  );
}
