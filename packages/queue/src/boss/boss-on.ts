import { DatabaseError, type Parameter, type Queryable } from '@wdh/postgres';
import type { Db } from 'pg-boss';

/** SQLSTATE of a violated unique index: pg-boss takes it from a fetch as an empty result. */
const uniqueViolation = '23505';

/**
 * Runs the statements of pg-boss on our connection, such as that of an open transaction: what pg-boss
 * does there is committed or rolled back with the rest.
 *
 * pg-boss passes lists, objects and dates as parameters, as `pg` takes them. The driver of
 * `@wdh/postgres` takes texts, numbers and booleans, so they are written as PostgreSQL reads them.
 *
 * @example await boss.complete(queue, job, undefined, { db: bossOn(on) });
 */
export function bossOn(on: Queryable): Db {
  return {
    executeSql: async (text, values = []) => {
      try {
        const found = await on.query<object>(readsJsonAsText(text), values.map(parameterOf));
        // Several statements return a list of results.
        return { rows: found.every((row) => Array.isArray(row)) ? found.flat() : [...found] };
      } catch (error) {
        throw withSqlState(error);
      }
    },
  };
}

/** The driver would quote a text again for a parameter of type jsonb. */
const readsJsonAsText = (text: string): string =>
  text.replaceAll(/(\$\d+)::jsonb\b/g, '$1::text::jsonb');

function parameterOf(value: unknown): Parameter {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return value;
  }
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return arrayOf(value);
  return JSON.stringify(value);
}

/** @see https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO */
function arrayOf(values: readonly unknown[]): string {
  const items = values.map((value) => {
    const item = parameterOf(value);
    return item === null ? 'NULL' : `"${String(item).replaceAll(/["\\]/g, '\\$&')}"`;
  });
  return `{${items.join(',')}}`;
}

function withSqlState(error: unknown): unknown {
  if (!(error instanceof DatabaseError) || error.sqlState !== uniqueViolation) return error;
  return Object.assign(new Error(error.summary, { cause: error }), { code: uniqueViolation });
}
