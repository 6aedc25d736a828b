import type { Merge, MergeSite } from '../../rejection/merge.js';
import type { ConflictAction } from './conflict-action.js';
import { mergeAtOnce } from './merge-at-once.js';
import { mergeInRanges } from './merge-in-ranges.js';

/**
 * Merges the last row of each key into the table. The last row of a repeated key is used even if the
 * table refuses it.
 *
 * @param action - How a row whose key exists already is handled.
 */
export function mergeByKey({ key, ...given }: MergeSite, action: ConflictAction): Merge {
  if (key === null) throw new TypeError('A mode that merges rows by key has a key.');
  const site = { ...given, key };
  return {
    atOnce: (on, staging, staged) => mergeAtOnce(on, site, action, staging, staged),
    inRanges: (work) => mergeInRanges(site, action, work),
  };
}
