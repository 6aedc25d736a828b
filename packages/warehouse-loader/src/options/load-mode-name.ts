/** The names of the modes of a load, in options and records. */
export const loadModeNames = ['append', 'upsert', 'insert_new', 'replace'] as const;

/**
 * What happens to the existing rows of the table.
 *
 * - `append`: they stay; a key that exists already is refused.
 * - `upsert`: those with the key of a loaded row receive its values.
 * - `insert_new`: they stay; rows with an existing key are not loaded and counted as unchanged.
 * - `replace`: all are deleted.
 */
export type LoadModeName = (typeof loadModeNames)[number];
