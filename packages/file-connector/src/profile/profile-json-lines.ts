import { WdhError } from '@wdh/pipeline-core';
import type { ReadStatistics } from '../csv/read-tally.js';
import type { SourceInput } from '../input/content.js';
import { withoutOrigin } from '../input/origin-options.js';
import { type JsonLinesOptions, jsonLinesSource } from '../json-lines/json-lines-source.js';
import { contentOf } from '../resolve/content-of.js';
import { HashBudget } from './distinct/hash-budget.js';
import { type FileProfile, fileProfile } from './file-profile.js';
import { JsonColumn } from './json-column.js';
import { MalformedLines } from './malformed-lines.js';
import { hashesInAll } from './row-profiler.js';

/** More properties are data in the place of names. */
const mostProperties = 10_000;

/** The profile of a file of JSON Lines. */
export interface JsonLinesFileProfile extends FileProfile {
  readonly format: 'json-lines';
  /** The options by which `jsonLinesSource` reads the values as they were profiled. */
  readonly readOptions: JsonLinesOptions;
}

/** Options of {@link profileJsonLines}. */
export interface ProfileJsonLinesOptions extends JsonLinesOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called after each batch of rows with the counts so far. */
  readonly onBatch?: ((counts: ReadStatistics) => void) | undefined;
}

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
  const { signal, onBatch, onProgress, ...given } = options;
  const readOptions: JsonLinesOptions = { ...given, numbers: 'text' };
  const source = jsonLinesSource(input, { ...readOptions, onProgress });
  const { name } = contentOf(input, given);
  const columns = new Map<string, JsonColumn>();
  const malformed = new MalformedLines();
  const budget = new HashBudget(hashesInAll);
  let rows = 0;
  try {
    for await (const batch of source.read(signal)) {
      malformed.add(batch.rejected);
      rows += batch.rows.length;
      for (const row of batch.rows) {
        for (const [property, value] of Object.entries(row)) {
          const column = columns.get(property) ?? new JsonColumn(property, budget);
          columns.set(property, column);
          if (columns.size > mostProperties) throw tooManyProperties(name);
          const isNumber =
            typeof value === 'string' &&
            batch.numberTexts?.wasNumber(row, property, value) === true;
          column.add(value, isNumber);
        }
      }
      for (const column of columns.values()) column.detach(rows);
      onBatch?.(source.statistics);
    }
  } finally {
    await source.close?.();
  }
  const finished = [...columns.values()].map((column) => column.finish());
  return {
    ...fileProfile(name, given.encoding ?? 'utf-8', source.statistics, malformed, finished),
    format: 'json-lines',
    readOptions: withoutOrigin(readOptions),
  };
}

function tooManyProperties(name: string): WdhError {
  return new WdhError(
    `${name} has more than ${mostProperties} different properties, so that they cannot be columns. Convert it to rows with one property for each kind of value.`,
    { code: 'TOO_MANY_PROPERTIES', category: 'data' },
  );
}
