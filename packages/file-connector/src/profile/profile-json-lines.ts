import type { SourceInput } from '../input/content.js';
import { type JsonLinesOptions, jsonLinesSource } from '../json-lines/json-lines-source.js';
import type { FileProfile } from './file-profile.js';
import { profileJsonRows } from './profile-json-rows.js';
import type { ProfileListener } from './profile-listener.js';

/** The profile of a file of JSON Lines. */
export interface JsonLinesFileProfile extends FileProfile {
  readonly format: 'json-lines';
  /** The options by which `jsonLinesSource` reads the values as they were profiled. */
  readonly readOptions: JsonLinesOptions;
}

/** Options of {@link profileJsonLines}. */
export interface ProfileJsonLinesOptions extends JsonLinesOptions, ProfileListener {}

/**
 * Reads a whole file of JSON Lines and returns what it contains, as `profileFile` does for CSV. A
 * property of any row is a column, and null where a row does not have it. Strings are never numbers
 * or booleans; objects, arrays and values of several kinds are `jsonb`. Numbers are read as text.
 *
 * @throws WdhError those of `jsonLinesSource`; `TOO_MANY_PROPERTIES` (data) for more than 10,000
 * different properties
 * @example const { rows, columns } = await profileJsonLines('events.jsonl');
 */
export async function profileJsonLines(
  input: SourceInput,
  options: ProfileJsonLinesOptions = {},
): Promise<JsonLinesFileProfile> {
  return { ...(await profileJsonRows(input, jsonLinesSource, options)), format: 'json-lines' };
}
