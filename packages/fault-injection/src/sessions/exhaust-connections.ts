import postgres from 'postgres';
import { FaultNotInjectedError } from '../injection/fault-not-injected-error.js';

/** All connection slots of a server, in use. */
export interface TakenConnections extends AsyncDisposable {
  readonly count: number;
  /** Releases some of them. */
  release(count: number): Promise<void>;
}

/** 53300: too many connections, for the server, the database or the role. */
const tooMany = '53300';
const ceiling = 1_000;

/**
 * Connects until the server accepts no more: further connections are refused with 53300. A
 * superuser uses the reserved slots as well, so other necessary connections must be opened before.
 *
 * @throws FaultNotInjectedError if a thousand connections are not enough
 */
export async function exhaustConnections(url: string): Promise<TakenConnections> {
  const taken: postgres.Sql[] = [];
  const release = async (count: number): Promise<void> => {
    const given = taken.splice(-count, count);
    await Promise.all(given.map((sql) => sql.end({ timeout: 1 })));
  };
  for (;;) {
    const sql = postgres(url, { max: 1, fetch_types: false, onnotice: () => undefined });
    try {
      await sql`SELECT 1`;
      taken.push(sql);
      if (taken.length >= ceiling) {
        throw new FaultNotInjectedError(`the server takes over ${ceiling} connections`);
      }
    } catch (error) {
      await sql.end({ timeout: 1 });
      if ((error as { readonly code?: unknown }).code === tooMany) break;
      await release(taken.length);
      throw error;
    }
  }
  return {
    get count() {
      return taken.length;
    },
    release,
    [Symbol.asyncDispose]: () => release(taken.length),
  };
}
