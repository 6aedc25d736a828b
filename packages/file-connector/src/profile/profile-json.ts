import type { SourceInput } from '../input/content.js';
import { withoutOrigin } from '../input/origin-options.js';
import { jsonSource, type JsonSourceOptions } from '../json/document/json-source.js';
import { contentOf } from '../resolve/content-of.js';
import type { ReadStatistics } from '../tally/read-tally.js';
import type { FileProfile } from './file-profile.js';
import { profileJsonRows } from './profile-json-rows.js';

/** The profile of a file of JSON documents. */
export interface JsonFileProfile extends FileProfile {
  readonly format: 'json';
  /** The options by which `jsonSource` reads the values as they were profiled. */
  readonly readOptions: JsonSourceOptions;
}

/** Options of {@link profileJson}. */
export interface ProfileJsonOptions extends JsonSourceOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called after each batch of rows with the counts so far. */
  readonly onBatch?: ((counts: ReadStatistics) => void) | undefined;
}

/**
 * Reads a whole JSON document and returns what its records contain, as `profileJsonLines` does for
 * lines.
 *
 * @throws WdhError those of `jsonSource`; `TOO_MANY_PROPERTIES` (data) for more than 10,000
 * different properties
 * @example const { rows, columns } = await profileJson('orders.json', { at: 'data.items' });
 */
export async function profileJson(
  input: SourceInput,
  options: ProfileJsonOptions = {},
): Promise<JsonFileProfile> {
  const { signal, onBatch, onProgress, ...given } = options;
  const readOptions: JsonSourceOptions = { ...given, numbers: 'text' };
  const source = jsonSource(input, { ...readOptions, onProgress });
  const { name } = contentOf(input, given);
  const profile = await profileJsonRows(source, {
    name,
    encoding: given.encoding,
    signal,
    onBatch,
  });
  return { ...profile, format: 'json', readOptions: withoutOrigin(readOptions) };
}
