import { appendRows } from '../copy/append-rows.js';
import { screenAppend } from '../rejection/screen-append.js';
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
  openWriter: async (options, plan) => {
    const { onRefused } = options;
    return onRefused === null ? appendRows(options, plan) : screenAppend(options, plan, onRefused);
  },
};
