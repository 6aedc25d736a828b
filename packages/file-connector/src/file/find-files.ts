import fs, { type Stats } from 'node:fs';
import { lstat, stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { eachFileOnce } from './each-file-once.js';
import { fileNotFound, readError } from './file-errors.js';

/**
 * Finds the files that match a pattern, in the order of their paths. A pattern that is the path of
 * a file matches only that file.
 *
 * Hidden files need a pattern with the dot, as in a shell. Folders are skipped. Parentheses are
 * plain characters. A file that appears several times, through links to folders, is returned once.
 *
 * @param pattern - `*`, `**`, `?`, `{a,b}`, `[0-9]`; `\` escapes one of these.
 * @throws WdhError `FILE_NOT_FOUND` (file) when no file matches, or a matching link is dangling;
 * `FILE_NOT_READABLE` (file) when a folder to search, or a link, cannot be read
 */
export async function findFiles(pattern: string): Promise<string[]> {
  if (await isFilePath(pattern)) return [pattern];
  const { glob } = await import('tinyglobby');
  const unreadable: { readonly path: string; readonly error: unknown }[] = [];
  const found = await glob(plainParentheses(pattern), {
    absolute: isAbsolute(pattern),
    expandDirectories: false,
    extglob: false,
    fs: fileSystem((path, error) => unreadable.push({ path, error })),
  });
  const [first] = unreadable;
  if (first !== undefined) throw readError(first.error, first.path);
  if (found.length === 0) throw fileNotFound(pattern, `No file matches the pattern ${pattern}.`);
  const paths = await eachFileOnce(found);
  await Promise.all(paths.map(expectNoDanglingLink));
  return paths;
}

async function isFilePath(path: string): Promise<boolean> {
  const stats = await lstat(path).catch(() => null);
  if (stats === null || stats.isDirectory()) return false;
  if (stats.isSymbolicLink()) await expectNoDanglingLink(path);
  return true;
}

/**
 * Escapes an exclamation mark at the start, which would exclude files, and parentheses, which would
 * be alternatives.
 */
function plainParentheses(pattern: string): string {
  return pattern
    .replace(/^!/, '\\!')
    .replace(/\\.|[()|]/gs, (part) => (part.startsWith('\\') ? part : `\\${part}`));
}

type Done<T> = (error: NodeJS.ErrnoException | null, result: T) => void;

/**
 * The file system for the search: a dangling link is found like a file, and an unreadable folder is
 * an error. The search itself would silently skip both.
 */
function fileSystem(onUnreadable: (path: string, error: unknown) => void): typeof fs {
  const realpath = (path: string, done: Done<string>): void => {
    fs.realpath(path, (error, real) => {
      done(null, error === null ? real : path);
    });
  };
  const statOrLink = (path: string, done: Done<Stats>): void => {
    fs.stat(path, (error, stats) => {
      if (error === null) done(null, stats);
      else fs.lstat(path, done);
    });
  };
  const readdir = (path: string, options: { withFileTypes: true }, done: Done<unknown>): void => {
    fs.readdir(path, options, (error, entries) => {
      if (error !== null && error.code !== 'ENOENT' && error.code !== 'ENOTDIR') {
        onUnreadable(path, error);
      }
      done(error, entries);
    });
  };
  // The search calls these three functions only with this of their many signatures in node:fs.
  return { ...fs, realpath, stat: statOrLink, readdir } as unknown as typeof fs;
}

async function expectNoDanglingLink(path: string): Promise<void> {
  try {
    await stat(path);
  } catch (error) {
    const isLink = await lstat(path).then(
      (stats) => stats.isSymbolicLink(),
      () => false,
    );
    if (isLink && (error as NodeJS.ErrnoException).code === 'ENOENT') {
      throw fileNotFound(path, `${path} is a link to a file that does not exist.`, error);
    }
    throw readError(error, path);
  }
}
