import postgres from 'postgres';
import { FaultNotInjectedError } from '../injection/fault-not-injected-error.js';
import { type Firing, FiringRecord } from '../injection/firing-record.js';
import { untilTrue } from '../injection/until-true.js';
import { listSessions, type Session, type SessionFilter } from './session.js';

/**
 * Lists the sessions in a database, and ends, cancels or freezes them. It opens its own connection
 * at once, so that it works on a server that accepts no more.
 *
 * A method that finds no session throws, so that a requested fault occurs or the test fails.
 */
export class BackendControl implements AsyncDisposable {
  readonly #sql: postgres.Sql;
  readonly #record = new FiringRecord('a fault of a backend');
  readonly #frozen = new Set<number>();

  /** Connects as the role of the URL: a superuser, or the role of the sessions. */
  static async connect(url: string): Promise<BackendControl> {
    const sql = postgres(url, {
      max: 1,
      onnotice: () => undefined,
      connection: { application_name: 'fault injection' },
    });
    await sql`SELECT 1`;
    return new BackendControl(sql);
  }

  private constructor(sql: postgres.Sql) {
    this.#sql = sql;
  }

  /** How often a session was terminated, cancelled or frozen. */
  get firing(): Firing {
    return this.#record;
  }

  /** Lists the sessions in the database, except its own. */
  async list(filter: SessionFilter = {}): Promise<readonly Session[]> {
    return listSessions(this.#sql, filter);
  }

  /**
   * Waits until a matching session exists, and returns it.
   *
   * @throws DeadlineExceededError
   * @example await control.until({ applicationName: 'wdh load', where: isCopying(1_000) });
   */
  async until(filter: SessionFilter, ms = 30_000): Promise<Session> {
    const find = async (): Promise<Session | undefined> => (await this.list(filter))[0];
    return untilTrue(find, ms, `a session ${describe(filter)}`);
  }

  /**
   * Waits until there is no matching session any more, so that none has leaked.
   *
   * @throws DeadlineExceededError
   */
  async untilNone(filter: SessionFilter, ms = 30_000): Promise<void> {
    const isNone = async (): Promise<boolean> => (await this.list(filter)).length === 0;
    await untilTrue(isNone, ms, `the end of every session ${describe(filter)}`);
  }

  /** Ends the sessions (57P01), and returns their number. @throws FaultNotInjectedError if none */
  async terminate(filter: SessionFilter): Promise<number> {
    return this.#signal(filter, 'terminate', 'pg_terminate_backend');
  }

  /**
   * Cancels the statements of the sessions (57014), and returns their number. @throws
   * FaultNotInjectedError if none
   */
  async cancel(filter: SessionFilter): Promise<number> {
    return this.#signal(filter, 'cancel', 'pg_cancel_backend');
  }

  /**
   * Stops the processes of the sessions (SIGSTOP) until {@link thaw}, or the end of this object. The
   * server must run on this machine, under this account or for root.
   *
   * @throws FaultNotInjectedError if there is none
   */
  async freeze(filter: SessionFilter): Promise<number> {
    const sessions = await this.list(filter);
    if (sessions.length === 0) throw noSession('freeze', filter);
    for (const { pid } of sessions) {
      process.kill(pid, 'SIGSTOP');
      this.#frozen.add(pid);
      this.#record.fire();
    }
    return sessions.length;
  }

  /** Resumes frozen processes. */
  thaw(): void {
    for (const pid of this.#frozen) {
      try {
        process.kill(pid, 'SIGCONT');
      } catch (error) {
        // It was killed meanwhile.
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
      }
    }
    this.#frozen.clear();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.thaw();
    await this.#sql.end({ timeout: 1 });
  }

  async #signal(
    filter: SessionFilter,
    verb: string,
    name: 'pg_terminate_backend' | 'pg_cancel_backend',
  ): Promise<number> {
    const pids = (await this.list(filter)).map(({ pid }) => pid);
    const signalled = await this.#sql<{ done: boolean }[]>`
      SELECT ${this.#sql(name)}(pid) AS done FROM unnest(${pids}::int[]) AS pid`;
    const count = signalled.filter(({ done }) => done).length;
    if (count === 0) throw noSession(verb, filter);
    for (let fired = 0; fired < count; fired += 1) this.#record.fire();
    return count;
  }
}

function describe({ pid, applicationName, where }: SessionFilter): string {
  const parts = [
    pid === undefined ? [] : [`of pid ${pid}`],
    applicationName === undefined ? [] : [`of "${applicationName}"`],
    where === undefined ? [] : [`in the wanted state`],
  ];
  return parts.flat().join(', ');
}

function noSession(verb: string, filter: SessionFilter): FaultNotInjectedError {
  return new FaultNotInjectedError(`there is no session ${describe(filter)} to ${verb}`);
}
