import { quoteTableName, type TableName } from '@wdh/postgres';
import { withConnection } from '../with-connection.js';

/**
 * Drops a table that this load has created, unless it has a row by now.
 *
 * @returns whether it was dropped.
 */
export async function dropEmptyTable(connectionUrl: string, table: TableName): Promise<boolean> {
  const name = quoteTableName(table);
  return withConnection(connectionUrl, async (connection) => {
    await connection.query("begin; set local lock_timeout = '3s'");
    await connection.query(`lock table ${name} in access exclusive mode`);
    const [found] = await connection.query<{ readonly hasRows: boolean }>(
      `select exists (select from ${name}) as "hasRows"`,
    );
    if (found?.hasRows !== false) return false;
    await connection.query(`drop table ${name}`);
    await connection.query('commit');
    return true;
  });
}
