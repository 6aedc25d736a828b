import type { Merge, MergeSite } from '../../rejection/merge.js';
import type { ConflictAction } from './conflict-action.js';
import { mergeAtOnce } from './merge-at-once.js';
import { mergeInRanges } from './merge-in-ranges.js';

/**
 * Merges the last row of each key into the table. Of a repeated key the last row counts, also when
 * the table refuses it.
 *
 * @param action - What is done with a row whose key exists already.
 */
export function mergeByKey(site: MergeSite, action: ConflictAction): Merge {
  return {
    atOnce: (on, staging, staged) => mergeAtOnce(on, site, action, staging, staged),
    inRanges: (work) => mergeInRanges(site, action, work),
  };
}
