import { lstat, stat } from 'node:fs/promises';
import { fileNotFound } from '../file/file-errors.js';

/** A file, and the member to read where the file is an archive and one is named. */
export interface LocatedFile {
  readonly path: string;
  readonly member: string | null;
}

/**
 * Splits `archive.zip#member.csv`. A file that has the whole text as its path is preferred, so that
 * a path may contain `#`; else the shortest part before a `#` that is the path of a file.
 *
 * @throws WdhError `FILE_NOT_FOUND` (file) where no part is the path of a file
 */
export async function locateFile(input: string): Promise<LocatedFile> {
  const marks = [...input.matchAll(/#/g)].map(({ index }) => index);
  if (marks.length === 0 || (await exists(input))) return { path: input, member: null };
  for (const mark of marks) {
    const path = input.slice(0, mark);
    if (await isFile(path)) return { path, member: input.slice(mark + 1) };
  }
  const archive = input.slice(0, marks[0]);
  throw fileNotFound(input, `There is neither a file ${input} nor an archive ${archive}.`);
}

const exists = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );

const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (stats) => stats.isFile(),
    () => false,
  );
