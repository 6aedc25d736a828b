import { realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Removes paths through a linked folder to a file that has another path in the list, as in a folder
 * that contains a link to itself. The shortest path of a file is kept; a link to a file counts as a
 * separate file.
 */
export async function eachFileOnce(paths: readonly string[]): Promise<string[]> {
  const folders = new Map<string, string>();
  for (const folder of new Set(paths.map((path) => dirname(path)))) {
    folders.set(folder, await realpath(folder));
  }
  const once = new Map<string, string>();
  for (const path of paths.toSorted()) {
    const file = join(folders.get(dirname(path)) ?? '', basename(path));
    const other = once.get(file);
    if (other === undefined || path.length < other.length) once.set(file, path);
  }
  return [...once.values()].toSorted();
}
