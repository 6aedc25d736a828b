import { findFiles } from '../file/find-files.js';
import type { CsvSourceOptions } from './csv-source-options.js';
import { csvSource, type CsvRowOf, type CsvSource } from './csv-source.js';

/**
 * Finds the files that a pattern names, and makes one {@link csvSource} of each, in the order of
 * their paths. One source a file: line numbers, statistics and SHA-256 are those of a file, and so
 * is what has been loaded already.
 *
 * @param pattern - As in a shell: `*`, `**`, `?`, `{a,b}`, `[0-9]`; `\` makes one of these plain, and
 *   parentheses always are. A hidden file needs a pattern with the dot. The path of a file is that
 *   file, whatever characters it holds.
 * @throws WdhError `FILE_NOT_FOUND` (file) when no file fits, or a link that fits leads nowhere;
 *   `FILE_NOT_READABLE` (file) when a folder cannot be searched; `INVALID_OPTION` (usage)
 * @example
 * for (const source of await csvSources('exports/2025-*.csv.gz')) await load(source);
 */
export async function csvSources<const Options extends CsvSourceOptions>(
  pattern: string,
  options: Options,
): Promise<CsvSource<CsvRowOf<Options>>[]>;
export async function csvSources(pattern: string): Promise<CsvSource<Record<string, string>>[]>;
export async function csvSources(
  pattern: string,
  options: CsvSourceOptions = {},
): Promise<CsvSource<Record<string, string | null>>[]> {
  const paths = await findFiles(pattern);
  return paths.map((path) => csvSource(path, options));
}
