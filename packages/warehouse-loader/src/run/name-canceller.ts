import { type DedicatedConnection, type Queryable, addToError, DatabaseError } from '@wdh/postgres';

/** A connection that serves for one question. */
export type Asked = Pick<DedicatedConnection, 'query' | 'close'>;

/**
 * Adds to the error of a cancelled statement whether statement_timeout or somebody cancelled it.
 * Returns any other error as it is, and one that neither explains.
 *
 * Both have one SQLSTATE, and messages in the language of the server: so both are provoked, each on
 * a connection of its own, which it costs, and the messages compared. The first is closed before the
 * second is opened.
 */
export async function nameCanceller(error: unknown, open: () => Promise<Asked>): Promise<unknown> {
  if (!(error instanceof DatabaseError) || error.sqlState !== '57014') return error;
  try {
    const timed = await open();
    const limit = await limitOf(timed);
    await timed.query('set statement_timeout = 1');
    if (await isAsOf(error, timed, 'select pg_sleep(1)')) {
      const which = limit === null ? '' : `, which is ${limit}`;
      return addToError(error, `It was statement_timeout${which}: raise it for the role.`);
    }
    const cancelled = 'select pg_cancel_backend(pg_backend_pid()), pg_sleep(1)';
    return (await isAsOf(error, await open(), cancelled))
      ? addToError(error, 'It was a person or a program, not statement_timeout: ask who.')
      : error;
  } catch {
    // What went wrong matters more than whether the server could be asked.
    return error;
  }
}

/** Tells what a new session has, as the load had it; null where it has none. */
async function limitOf(on: Queryable): Promise<string | null> {
  const [found] = await on.query<{ readonly limit: string | null }>(
    `select nullif(current_setting('statement_timeout'), '0') as limit`,
  );
  return found?.limit ?? null;
}

async function isAsOf({ summary }: DatabaseError, on: Asked, statement: string): Promise<boolean> {
  const isSame = await on.query(statement).then(
    () => false,
    (provoked: unknown) => provoked instanceof DatabaseError && provoked.summary === summary,
  );
  await on.close();
  return isSame;
}
