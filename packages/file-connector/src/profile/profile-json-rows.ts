import { WdhError } from '@wdh/pipeline-core';
import type { Encoding } from '../encoding/encoding.js';
import type { JsonRowSource } from '../json/rows/json-row-source.js';
import type { ReadStatistics } from '../tally/read-tally.js';
import { HashBudget } from './distinct/hash-budget.js';
import { type FileProfile, fileProfile } from './file-profile.js';
import { JsonColumn } from './json-column.js';
import { MalformedLines } from './malformed-lines.js';
import { hashesInAll } from './row-profiler.js';

/** More properties are data in the place of names. */
const mostProperties = 10_000;

/** How rows are profiled. */
export interface ProfileJsonRowsOptions {
  /** Path or name of the input. */
  readonly name: string;
  readonly encoding?: Encoding | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called after each batch of rows with the counts so far. */
  readonly onBatch?: ((counts: ReadStatistics) => void) | undefined;
}

/**
 * Reads all rows of JSON, whose numbers are texts, to a profile, and closes their source.
 *
 * @throws WdhError `TOO_MANY_PROPERTIES` (data), and those of the source
 */
export async function profileJsonRows(
  source: JsonRowSource,
  { name, encoding = 'utf-8', signal, onBatch }: ProfileJsonRowsOptions,
): Promise<Omit<FileProfile, 'format'>> {
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
  return fileProfile(name, encoding, source.statistics, malformed, finished);
}

function tooManyProperties(name: string): WdhError {
  return new WdhError(
    `${name} has more than ${mostProperties} different properties, so that they cannot be columns. Convert it to rows with one property for each kind of value.`,
    { code: 'TOO_MANY_PROPERTIES', category: 'data' },
  );
}
