import postgres from 'postgres';

/** A transaction over a session of its own, open until the test commits it or its scope ends. */
export interface OpenTransaction extends AsyncDisposable {
  readonly session: postgres.ReservedSql;
  commit(): Promise<void>;
}

/** Begins a transaction, in a mode such as `isolation level repeatable read`. */
export async function openTransaction(url: string, mode = ''): Promise<OpenTransaction> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  const session = await sql.reserve();
  await session.unsafe(`begin ${mode}`);
  let ending: Promise<void> | undefined;
  const end = (): Promise<void> =>
    (ending ??= (async () => {
      session.release();
      await sql.end({ timeout: 1 });
    })());
  return {
    session,
    commit: async () => {
      await session`commit`;
      await end();
    },
    [Symbol.asyncDispose]: end,
  };
}
