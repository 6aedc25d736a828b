import postgres from 'postgres';
import { untilTrue } from '../injection/until-true.js';

/** A statement that another session executes. */
export interface SecondSession extends AsyncDisposable {
  readonly pid: number;
  /** Resolves when the server has executed the statement, rejects with its error. */
  readonly finished: Promise<void>;
  readonly isFinished: boolean;
  /** Waits until the statement waits for a lock of another session. @throws DeadlineExceededError */
  untilBlocked(ms?: number): Promise<void>;
}

/**
 * Sends a statement in a new session, such as DDL during a load, and does not wait for its end, as
 * it may have to wait for a lock.
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
  // A failure is reported to a caller that awaits it; awaiting is optional.
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
    untilBlocked: async (ms = 30_000) => {
      await untilTrue(isBlocked, ms, 'a second session that waits for a lock');
    },
    [Symbol.asyncDispose]: async () => {
      if (!isFinished) await watcher`SELECT pg_terminate_backend(${pid})`;
      await Promise.all([sql.end({ timeout: 1 }), watcher.end({ timeout: 1 })]);
    },
  };
}
