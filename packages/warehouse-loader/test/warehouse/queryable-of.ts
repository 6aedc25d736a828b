import type { Parameter, Queryable, Rows } from '@wdh/postgres';
import type postgres from 'postgres';

/** Runs statements of `@wdh/runs` on the connection of a test. */
export function queryableOf(sql: postgres.Sql): Queryable {
  return {
    query: async <Found extends object>(text: string, parameters: readonly Parameter[] = []) => {
      const rows = await sql.unsafe<Found[]>(text, [...parameters]);
      return Object.assign([...rows], { count: rows.count }) as Rows<Found>;
    },
  };
}
