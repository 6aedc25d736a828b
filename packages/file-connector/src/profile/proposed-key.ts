import type { FileColumn } from './column-profiler.js';

/** The names of identifiers, in the spellings of most exports. */
const identifiers = [
  /^(?:id|uuid|guid|key|code|pk)$|[\s_.-](?:id|uuid|guid|key|code|pk)$/i,
  /[a-z](?:Id|ID|Key|Code)$/,
];
/** Longer texts are prose. */
const longestText = 100;

/**
 * Chooses the column to propose as primary key; null where there is none. It is unique in all rows,
 * of at least two. One that is named as an identifier comes first, then the first one in the file.
 * Decimals and prose identify no row.
 */
export function proposedKey(columns: readonly FileColumn[], rows: number): string | null {
  if (rows < 2) return null;
  const candidates = columns.filter(
    ({ isUnique, type, longest }) =>
      isUnique === true &&
      type !== 'numeric' &&
      type !== 'boolean' &&
      type !== 'jsonb' &&
      (type !== 'text' || longest <= longestText),
  );
  const chosen =
    candidates.find(({ name }) => identifiers.some((form) => form.test(name))) ?? candidates[0];
  return chosen?.name ?? null;
}
