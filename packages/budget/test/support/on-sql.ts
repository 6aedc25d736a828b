import type { Parameter, Queryable } from '@wdh/postgres';
import type { Sql } from 'postgres';

/** Returns the connection of a test as the queries take it. */
export function onSql(sql: () => Sql): Queryable {
  return {
    query: async (text: string, parameters: readonly Parameter[] = []) => {
      const rows: unknown = await sql().unsafe(text, [...parameters]);
      return rows as never;
    },
  };
}
