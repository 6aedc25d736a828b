import { DedicatedConnection, parseConnectionUrl } from '@wdh/postgres';

/** Opens a connection, uses it, and closes it, which rolls back what was not committed. */
export async function withConnection<Result>(
  connectionUrl: string,
  use: (connection: DedicatedConnection) => Promise<Result>,
): Promise<Result> {
  const connection = await DedicatedConnection.open(parseConnectionUrl(connectionUrl), {
    applicationName: 'wdh load',
    deadlineMs: 60_000,
    isWithoutRows: true,
  });
  try {
    return await use(connection);
  } finally {
    await connection.close();
  }
}
