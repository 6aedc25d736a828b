import { randomUUID } from 'node:crypto';
import {
  chmod,
  lstat,
  mkdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
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
    // With the permissions of any new folder, unlike those of mkdtemp.
    const unfinished = join(dirname(folder), `.wdh-new-job-${randomUUID()}`);
    try {
      await mkdir(unfinished);
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

/** Replaces a file unless it was changed since it was read. Permissions stay, and a link stays a link. */
async function change({ path, before, after }: FileChange): Promise<void> {
  if (before === null) {
    await writeFile(path, after, { flag: 'wx' });
    return;
  }
  const target = await realpath(path);
  // Its name is the lock between two commands.
  const unfinished = `${target}.wdh-new-job`;
  await writeFile(unfinished, after, { flag: 'wx' }).catch((error: unknown) => {
    throw isExisting(error) ? changed(path, `If ${unfinished} stays, remove it`) : error;
  });
  try {
    if ((await readFile(target, 'utf8')) !== before) throw changed(path, 'Try again');
    await chmod(unfinished, (await stat(target)).mode);
    await rename(unfinished, target);
  } finally {
    await rm(unfinished, { force: true });
  }
}

const isExisting = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EEXIST';

function changed(path: string, advice: string): WdhError {
  return new WdhError(
    `${path} is being changed by another command, or was. Nothing was written. ${advice}.`,
    { code: 'PROJECT_CHANGED', category: 'usage' },
  );
}

function notWritten(path: string, cause: unknown): WdhError {
  const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
  return new WdhError(
    `${path} could not be written (${reason}). Nothing was left; check the permission and the space of its folder.`,
    { code: 'JOB_NOT_WRITTEN', category: 'file', cause },
  );
}
