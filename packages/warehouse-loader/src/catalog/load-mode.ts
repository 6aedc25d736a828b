/**
 * What happens to the rows that the table holds already.
 *
 * - `append`: they stay; a key that exists already is refused.
 * - `upsert`: those with the key of a loaded row take its values.
 * - `replace`: all of them give way to the loaded rows.
 */
export type LoadMode = 'append' | 'upsert' | 'replace';
