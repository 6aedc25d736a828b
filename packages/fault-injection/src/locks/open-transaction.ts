import postgres from 'postgres';
import { untilTrue } from '../injection/until-true.js';

/** A transaction over a session of its own, open until the test commits it or its scope ends. */
export interface OpenTransaction extends AsyncDisposable {
  readonly session: postgres.ReservedSql;
  /** Waits until a session waits for this one: the server is shared by tests that have others wait. */
  untilWaitedFor(): Promise<void>;
  commit(): Promise<void>;
}

/** Begins a transaction, in a mode such as `isolation level repeatable read`. */
export async function openTransaction(url: string, mode = ''): Promise<OpenTransaction> {
  const options = { max: 1, onnotice: () => undefined };
  const sql = postgres(url, options);
  const watcher = postgres(url, options);
  const close = async (): Promise<void> => {
    await Promise.all([sql.end({ timeout: 1 }), watcher.end({ timeout: 1 })]);
  };
  try {
    const session = await sql.reserve();
    await session.unsafe(`begin ${mode}`);
    const [own] = await session<{ pid: number }[]>`select pg_backend_pid() as pid`;
    const isWaitedFor = async (): Promise<boolean> =>
      (
        await watcher`
          select from pg_stat_activity where ${Number(own?.pid)} = any (pg_blocking_pids(pid))`
      ).length > 0;
    let ending: Promise<void> | undefined;
    const end = (): Promise<void> =>
      (ending ??= (async () => {
        session.release();
        await close();
      })());
    return {
      session,
      untilWaitedFor: async () => {
        await untilTrue(isWaitedFor, 30_000, 'a session that waits for the transaction');
      },
      commit: async () => {
        await session`commit`;
        await end();
      },
      [Symbol.asyncDispose]: end,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
