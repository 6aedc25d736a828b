import type { Rows } from '../connection/queryable.js';
import { quoteTableName } from '../target/table-name.js';
import type { GivenRows } from './given/given-rows.js';
import type { ScreenedMode, ScreenedModeOptions } from './screened-mode.js';
import { TextRange } from './given/text-range.js';

/** Inserts rows as they come, where COPY is not allowed. */
export function appendScreened({
  target,
  given,
  isolation,
}: ScreenedModeOptions): ScreenedMode<TextRange> {
  const statement = insertStatement(quoteTableName(target.catalog), given);
  let inserted = 0;
  return {
    begin: () => new TextRange(),
    take: async ({ textRows }) => {
      const { results, rejected } = await isolation.run(statement, textRows);
      inserted += rowsOf(results);
      return rejected;
    },
    handedOver: () => Promise.resolve(),
    settle: () => Promise.resolve(),
    finish: () => Promise.resolve({ inserted, updated: 0, unchanged: 0, superseded: 0 }),
  };
}

/** Inserts given rows in their order. */
export function insertStatement(table: string, { columns, typed }: GivenRows): string {
  return `insert into ${table} (${columns}) select ${columns} from ${typed}`;
}

/** Counts what the server says that statements wrote. */
export function rowsOf(results: readonly Rows<object>[]): number {
  return results.reduce((sum, { count }) => sum + count, 0);
}
