import type { LoadModeName } from '../options/load-mode-name.js';
import { append } from './append.js';
import { insertNew } from './insert-new.js';
import type { LoadMode } from './load-mode.js';
import { replace } from './replace.js';
import { upsert } from './upsert.js';

/** Every mode by its name. */
const loadModes: Readonly<Record<LoadModeName, LoadMode>> = {
  append,
  upsert,
  insert_new: insertNew,
  replace,
};

/** Returns the mode of a load; `append` by default. */
export function modeOf({
  mode = 'append',
}: {
  readonly mode?: LoadModeName | undefined;
}): LoadMode {
  return loadModes[mode];
}
