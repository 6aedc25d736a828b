import postgres from 'postgres';
import { untilTrue } from '../injection/until-true.js';

/** A statement that another session executes. */
export interface SecondSession extends AsyncDisposable {
  readonly pid: number;
  /** Resolves when the server has executed the statement, rejects with what it refused it for. */
  readonly finished: Promise<void>;
  readonly isFinished: boolean;
  /** Waits until the statement waits for a lock of somebody else's. @throws DeadlineExceededError */
  untilBlocked(ms?: number): Promise<void>;
}

/**
 * Sends a statement over a session of its own, such as DDL in the midst of a load, and does not wait
 * for its end: it may have to queue for a lock.
 *
 * @example await using ddl = await inSecondSession(url, 'ALTER TABLE flights ADD COLUMN seat text');
 */
export async function inSecondSession(url: string, statement: string): Promise<SecondSession> {
  const options = { max: 1, onnotice: () => undefined };
  const sql = postgres(url, options);
  const watcher = postgres(url, options);
  const [row] = await sql<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
  const pid = Number(row?.pid);
  let isFinished = false;
  const finished = sql.unsafe(statement).then(
    () => void (isFinished = true),
    (error: unknown) => {
      isFinished = true;
      throw error;
    },
  );
  // Whoever waits for it hears of its failure; nobody has to.
  finished.catch(() => undefined);
  const isBlocked = async (): Promise<boolean> => {
    const [found] = await watcher`SELECT FROM pg_locks WHERE pid = ${pid} AND NOT granted`;
    return found !== undefined;
  };
  return {
    pid,
    finished,
    get isFinished() {
      return isFinished;
    },
    untilBlocked: async (ms = 5_000) => {
      await untilTrue(isBlocked, ms, 'a second session that waits for a lock');
    },
    [Symbol.asyncDispose]: async () => {
      if (!isFinished) await watcher`SELECT pg_terminate_backend(${pid})`;
      await Promise.all([sql.end({ timeout: 1 }), watcher.end({ timeout: 1 })]);
    },
  };
}
