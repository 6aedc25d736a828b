import postgres from 'postgres';
import { type Firing, FiringRecord } from '../injection/firing-record.js';
import { untilTrue } from '../injection/until-true.js';

/** A lock that another session holds. It fires when a session is found to wait for it. */
export interface HeldLock extends Firing, AsyncDisposable {
  /** Pid of the session that holds it. */
  readonly pid: number;
  /** Waits until a session waits for it, and returns that session's pid. @throws DeadlineExceededError */
  untilWaitedFor(ms?: number): Promise<number>;
  /** Releases it. A second call has no effect. */
  release(): Promise<void>;
}

const pollMs = 10;

/** Executes a statement in a new session, in a transaction that stays open. */
export async function holdLock(url: string, name: string, statement: string): Promise<HeldLock> {
  let isGone = false;
  let tellGone: () => void = () => undefined;
  const gone = new Promise<void>((resolve) => (tellGone = resolve));
  const onclose = (): void => {
    isGone = true;
    tellGone();
  };
  const options = { max: 1, onnotice: () => undefined };
  const holder = postgres(url, { ...options, onclose });
  const watcher = postgres(url, options);
  const end = async (): Promise<void> => {
    await Promise.all([holder.end({ timeout: 1 }), watcher.end({ timeout: 1 })]);
  };
  try {
    const session = await holder.reserve();
    await session`BEGIN`;
    await session.unsafe(statement);
    const [row] = await session<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
    // A driver that is still connecting when its server stops may wait forever.
    await watcher`SELECT`;
    return watch(Number(row?.pid), new FiringRecord(name), {
      watcher,
      letGo: async () => {
        // A server that stops releases the lock, and this driver may wait forever.
        if (!isGone) await Promise.race([session`ROLLBACK`.catch(() => undefined), gone]);
        // The driver would wait for a reserved connection.
        session.release();
        await end();
      },
    });
  } catch (error) {
    await end();
    throw error;
  }
}

function watch(
  pid: number,
  record: FiringRecord,
  { watcher, letGo }: { watcher: postgres.Sql; letGo: () => Promise<void> },
): HeldLock {
  const waiters: number[] = [];
  let isReleased = false;
  const look = async (): Promise<void> => {
    while (!isReleased) {
      const found = await watcher<{ pid: number }[]>`
        SELECT pid FROM pg_stat_activity WHERE ${pid} = ANY (pg_blocking_pids(pid))`;
      for (const waiter of found) {
        if (waiters.includes(waiter.pid)) continue;
        waiters.push(waiter.pid);
        record.fire();
      }
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
  };
  // A server that stops releases the lock, so there is nothing more to check.
  const looking = look().catch(() => undefined);
  let releasing: Promise<void> | undefined;
  const release = (): Promise<void> =>
    (releasing ??= (async () => {
      isReleased = true;
      await looking;
      await letGo();
    })());
  return {
    pid,
    name: record.name,
    fired: record.fired,
    get firedCount() {
      return record.firedCount;
    },
    expectFired: (atLeast) => {
      record.expectFired(atLeast);
    },
    untilWaitedFor: (ms = 30_000) =>
      untilTrue(() => waiters[0], ms, `a session that waits for ${record.name}`),
    release,
    [Symbol.asyncDispose]: release,
  };
}
