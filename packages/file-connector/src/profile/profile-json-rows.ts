import { WdhError } from '@wdh/pipeline-core';
import type { SourceInput } from '../input/content.js';
import { withoutOrigin } from '../input/origin-options.js';
import type { JsonSourceOptions } from '../json/document/json-source.js';
import type { JsonRowSource } from '../json/rows/json-row-source.js';
import { contentOf } from '../resolve/content-of.js';
import { HashBudget } from './distinct/hash-budget.js';
import { type FileProfile, fileProfile } from './file-profile.js';
import { JsonColumn } from './json-column.js';
import { MalformedLines } from './malformed-lines.js';
import type { ProfileListener } from './profile-listener.js';
import { hashesInAll } from './row-profiler.js';

/** More properties are data in the place of names. */
const mostProperties = 10_000;

/**
 * Reads all rows of JSON, whose numbers are read as texts, to a profile.
 *
 * @param open - Opens the input with the given options.
 * @throws WdhError `TOO_MANY_PROPERTIES` (data), and those of the source
 */
export async function profileJsonRows(
  input: SourceInput,
  open: (input: SourceInput, options: JsonSourceOptions) => JsonRowSource,
  { signal, onBatch, onProgress, ...given }: JsonSourceOptions & ProfileListener,
): Promise<Omit<FileProfile, 'format'> & { readonly readOptions: JsonSourceOptions }> {
  const readOptions: JsonSourceOptions = { ...given, numbers: 'text' };
  const source = open(input, { ...readOptions, onProgress });
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
  const { encoding = 'utf-8' } = given;
  return {
    ...fileProfile(name, encoding, source.statistics, malformed, finished),
    readOptions: withoutOrigin(readOptions),
  };
}

function tooManyProperties(name: string): WdhError {
  return new WdhError(
    `${name} has more than ${mostProperties} different properties, so that they cannot be columns. Convert it to rows with one property for each kind of value.`,
    { code: 'TOO_MANY_PROPERTIES', category: 'data' },
  );
}
