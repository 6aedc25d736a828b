import postgres from 'postgres';

/** One connection for statements about databases. */
export type AdminConnection = postgres.Sql;

/**
 * Opens a connection, passes it to `work`, and always closes it.
 *
 * @param url Of any database of the server except the one to create or drop.
 */
export async function withAdminConnection<Result>(
  url: string,
  work: (sql: AdminConnection) => Promise<Result>,
): Promise<Result> {
  const { searchParams } = new URL(url);
  const sql = postgres(url, {
    max: 1,
    ...(searchParams.has('sslmode') || searchParams.has('ssl') ? {} : { ssl: false }),
    connect_timeout: 10,
    fetch_types: false,
    onnotice: () => undefined,
  });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}
