import postgres from 'postgres';

/** A setting of a database that applies to new sessions. */
export interface DatabaseSetting extends AsyncDisposable {
  /** Resets it, for new sessions. */
  reset(): Promise<void>;
}

async function execute(url: string, statement: string): Promise<void> {
  const { pathname } = new URL(url);
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    // The session that resets a read-only setting must be allowed to write.
    await sql`SET default_transaction_read_only = off`;
    const name = decodeURIComponent(pathname.slice(1)).replaceAll('"', '""');
    await sql.unsafe(`ALTER DATABASE "${name}" ${statement}`);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/**
 * Sets a parameter for all new sessions of the URL's database: `default_transaction_read_only`,
 * `statement_timeout`, `idle_in_transaction_session_timeout`, `temp_file_limit` and others.
 *
 * @example await using readOnly = await setForDatabase(url, 'default_transaction_read_only', 'on');
 */
export async function setForDatabase(
  url: string,
  parameter: string,
  value: string,
): Promise<DatabaseSetting> {
  await execute(url, `SET ${parameter} = '${value.replaceAll("'", "''")}'`);
  let resetting: Promise<void> | undefined;
  const reset = (): Promise<void> => (resetting ??= execute(url, `RESET ${parameter}`));
  return { reset, [Symbol.asyncDispose]: reset };
}
