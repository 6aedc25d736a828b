import { realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Leaves out paths that lead through a linked folder to a file that has another path among them, as
 * those of a folder that holds a link to itself. The shortest path of a file stays; the link to a file
 * is a file of its own.
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
