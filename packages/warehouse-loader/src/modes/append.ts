import { openTargetWriter } from '../rejection/open-target-writer.js';
import { insertAll } from './insert-all.js';
import type { LoadMode } from './load-mode.js';

/** Copies rows directly into the table. */
export const append: LoadMode = {
  name: 'append',
  matchesKeys: false,
  updatesRows: false,
  deletesRows: false,
  isStaged: false,
  repeatsRows: true,
  replaysBy: 'append',
  openWriter: (options, plan) => openTargetWriter(options, plan, insertAll),
};
