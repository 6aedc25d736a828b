import type { Queryable } from '@wdh/postgres';
import { Refusal } from './refusal.js';

/**
 * Says whether the console and its database answer, and nothing else: it needs no login.
 *
 * @throws Refusal 503.
 */
export async function healthAnswer(database: Queryable): Promise<Response> {
  try {
    await database.query('select 1 as ok');
  } catch {
    throw new Refusal(503, 'CONSOLE_DATABASE_LOST', 'The database of the console does not answer.');
  }
  return Response.json({ ok: true });
}
