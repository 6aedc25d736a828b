import { openTargetWriter } from '../rejection/open-target-writer.js';
import { updateChanged } from './by-key/conflict-action.js';
import { mergeByKey } from './by-key/merge-by-key.js';
import type { LoadMode } from './load-mode.js';

/** Inserts the last row of each key, or updates the row with the key if it differs. */
export const upsert: LoadMode = {
  name: 'upsert',
  matchesKeys: true,
  updatesRows: true,
  deletesRows: false,
  isStaged: true,
  repeatsRows: false,
  replaysBy: 'upsert',
  openWriter: (options, plan) =>
    openTargetWriter(options, plan, (site) => mergeByKey(site, updateChanged(site))),
};
