import type { Queryable } from '@wdh/postgres';
import { Refusal } from './refusal.js';

/**
 * Returns a function that says whether the console and its database answer, and nothing else: it needs
 * no login. However many ask at once, the database is asked once.
 */
export function createHealth(database: Queryable): () => Promise<Response> {
  let asked: Promise<boolean> | null = null;
  const ask = async (): Promise<boolean> => {
    try {
      await database.query('select 1 as ok');
      return true;
    } catch {
      return false;
    } finally {
      asked = null;
    }
  };
  return async () => {
    asked ??= ask();
    if (await asked) return Response.json({ ok: true });
    const message = 'The database of the console does not answer.';
    throw new Refusal(503, 'CONSOLE_DATABASE_LOST', message, { headers: { 'retry-after': '2' } });
  };
}
