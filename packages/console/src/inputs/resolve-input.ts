import { realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { InputFolder } from '@wdh/job';
import type { WireInput } from '../wire/actions.js';
import { folderMissing, inputInvalid, inputNotFound } from './input-invalid.js';
import { partsOfPath } from './input-path.js';

/** A folder or file below one of the folders of a project. */
export interface FoundInput {
  readonly folder: InputFolder;
  /** Its real path: absolute, without symbolic links. */
  readonly path: string;
}

/**
 * Returns the input that a page has chosen, as a run reads it: the real path of a file, and the member
 * behind a `#` of an archive.
 *
 * @throws Refusal `INPUT_INVALID`; `INPUT_NOT_FOUND` for what does not exist, is no file, or is a
 *   symbolic link that leaves the folder.
 */
export async function resolveInput(
  folders: readonly InputFolder[],
  { folder: id, path }: WireInput,
): Promise<string> {
  const folder = folderOf(folders, id);
  const parts = partsOfPath(path);
  const whole = await realInside(folder, join(folder.folder, ...parts));
  if (whole !== null && (await isFile(whole))) return whole;
  // As file-connector reads it: the shortest part before a # that is a file, then its member.
  const joined = parts.join('/');
  for (const { index } of joined.matchAll(/#/g)) {
    const file = await realInside(folder, join(folder.folder, joined.slice(0, index)));
    if (file !== null && (await isFile(file))) return `${file}${joined.slice(index)}`;
  }
  throw inputNotFound(folder.name);
}

/**
 * Returns a folder below one of the folders of a project.
 *
 * @param below - A path below it; empty: the folder itself.
 * @throws Refusal `INPUT_INVALID`, `INPUT_NOT_FOUND` and `INPUT_FOLDER_MISSING`.
 */
export async function resolveFolder(
  folders: readonly InputFolder[],
  id: number,
  below: string,
): Promise<FoundInput> {
  const folder = folderOf(folders, id);
  const parts = below === '' ? [] : partsOfPath(below);
  const path = await realInside(folder, join(folder.folder, ...parts));
  if (path === null) throw below === '' ? folderMissing(folder.name) : inputNotFound(folder.name);
  return { folder, path };
}

/** Returns a folder by its number. @throws Refusal `INPUT_INVALID` */
export function folderOf(folders: readonly InputFolder[], id: number): InputFolder {
  const folder = folders[id];
  if (folder === undefined) throw inputInvalid('is in a folder that the project does not list');
  return folder;
}

/** Returns the real path of a path; null if it does not exist, or leaves the folder. */
export async function realInside(
  { folder }: Pick<InputFolder, 'folder'>,
  path: string,
): Promise<string | null> {
  const root = await realOf(folder);
  const real = await realOf(path);
  if (root === null || real === null) return null;
  const inside = root.endsWith(sep) ? root : `${root}${sep}`;
  return real === root || real.startsWith(inside) ? real : null;
}

const realOf = (path: string): Promise<string | null> => realpath(path).catch(() => null);

const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (stats) => stats.isFile(),
    () => false,
  );
