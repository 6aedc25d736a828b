import type { MatchRules } from './match-columns.js';

/**
 * Returns options with the names of columns as the file has them: an accent may be stored in two
 * ways, which look alike.
 */
export function withNamesInFile<Options extends Pick<MatchRules, 'rename' | 'omit'>>(
  options: Options,
  names: readonly string[],
): Options {
  const { rename, omit } = options;
  const inFile = (name: string): string =>
    names.find((known) => known === name) ??
    names.find((known) => known.normalize() === name.normalize()) ??
    name;
  const renamed = Object.entries(rename ?? {}).map(([from, to]) => [inFile(from), to] as const);
  return {
    ...options,
    ...(rename === undefined ? {} : { rename: Object.fromEntries(renamed) }),
    ...(omit === undefined ? {} : { omit: omit.map(inFile) }),
  };
}
