import { openTargetWriter } from '../rejection/open-target-writer.js';
import { keepExisting } from './by-key/conflict-action.js';
import { mergeByKey } from './by-key/merge-by-key.js';
import type { LoadMode } from './load-mode.js';

/** Inserts the last row of each key that the table does not have. */
export const insertNew: LoadMode = {
  name: 'insert_new',
  matchesKeys: true,
  updatesRows: false,
  deletesRows: false,
  isStaged: true,
  repeatsRows: false,
  replaysBy: 'insert_new',
  openWriter: (options, plan) =>
    openTargetWriter(options, plan, (site) => mergeByKey(site, keepExisting)),
};
