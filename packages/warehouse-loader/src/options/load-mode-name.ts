/** The modes of a load, as options and records name them. */
export const loadModeNames = ['append', 'upsert', 'insert_new', 'replace'] as const;

/**
 * What happens to the rows that the table holds already.
 *
 * - `append`: they stay; a key that exists already is refused.
 * - `upsert`: those with the key of a loaded row take its values.
 * - `insert_new`: they stay; rows with a key that exists already are left out and counted as unchanged.
 * - `replace`: all of them give way to the loaded rows.
 */
export type LoadModeName = (typeof loadModeNames)[number];
