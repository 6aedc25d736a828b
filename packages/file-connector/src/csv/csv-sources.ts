import { findInputs } from '../resolve/find-inputs.js';
import type { CsvSourceOptions } from './csv-source-options.js';
import { csvSource, type CsvRowOf, type CsvSource } from './csv-source.js';

/**
 * Finds the files that match a pattern and creates one {@link csvSource} for each, in the order of
 * their paths. Each source has its own line numbers, statistics and SHA-256, so files that are
 * already loaded are recognized one by one.
 *
 * @param pattern - As in a shell: `*`, `**`, `?`, `{a,b}`, `[0-9]`; `\` escapes one of these;
 * parentheses are plain characters. A hidden file needs a pattern with the dot. The path of an
 * existing file matches that file only, whatever characters it contains. A member of ZIP archives
 * follows a `#`. The standard input, `-`, and an `https://` address are one source each.
 * @throws WdhError `FILE_NOT_FOUND` (file) when no file matches, or a matching link is dangling;
 * `FILE_NOT_READABLE` (file) when a folder cannot be searched; `INVALID_OPTION` (usage)
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
  const inputs = await findInputs(pattern);
  return inputs.map((input) => csvSource(input, options));
}
