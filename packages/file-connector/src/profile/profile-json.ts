import type { SourceInput } from '../input/content.js';
import { jsonSource, type JsonSourceOptions } from '../json/document/json-source.js';
import type { FileProfile } from './file-profile.js';
import { profileJsonRows } from './profile-json-rows.js';
import type { ProfileListener } from './profile-listener.js';

/** The profile of a file of JSON documents. */
export interface JsonFileProfile extends FileProfile {
  readonly format: 'json';
  /** The options by which `jsonSource` reads the values as they were profiled. */
  readonly readOptions: JsonSourceOptions;
}

/** Options of {@link profileJson}. */
export interface ProfileJsonOptions extends JsonSourceOptions, ProfileListener {}

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
  return { ...(await profileJsonRows(input, jsonSource, options)), format: 'json' };
}
