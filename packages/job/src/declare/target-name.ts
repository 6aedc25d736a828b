import { parseTableName, showTableName } from '@wdh/postgres';
import type { Into } from '@wdh/warehouse-loader';
import { getTableConfig } from 'drizzle-orm/pg-core';

/** Returns the name of a target as reports show it: `schema.table`, quoted if needed. */
export function targetName(into: Into): string {
  if (typeof into === 'string') return showTableName(parseTableName(into));
  const { schema = 'public', name } = getTableConfig(into);
  return showTableName({ schema, table: name });
}
