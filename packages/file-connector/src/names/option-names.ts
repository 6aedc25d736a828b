import { WdhError } from '@wdh/pipeline-core';
import { nearestName } from './nearest-name.js';

/** The names of all options of a kind: the compiler finds one that is missing. */
export type OptionNames<Options> = Readonly<Record<keyof Options, true>>;

/**
 * Expects that a reader knows each option, which the compiler does not check for JavaScript: a
 * misspelt one would be ignored, and the file read in another way than meant.
 *
 * @throws WdhError `INVALID_OPTION` (usage)
 */
export function expectKnownOptions<Options extends object>(
  reader: string,
  options: Options,
  names: OptionNames<Options>,
): void {
  const unknown = Object.entries(options).find(
    ([name, value]) => value !== undefined && !Object.hasOwn(names, name),
  );
  if (unknown === undefined) return;
  const [name] = unknown;
  const nearest = nearestName(name, Object.keys(names));
  const advice = nearest === null ? '' : `; did you mean ${nearest}?`;
  throw new WdhError(
    `${reader} has no option ${JSON.stringify(name.slice(0, 80))}${advice === '' ? '.' : advice}`,
    { code: 'INVALID_OPTION', category: 'usage' },
  );
}
