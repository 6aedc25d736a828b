import type { DedicatedConnection } from '../connection/dedicated-connection.js';
import { type RowSpool, rowsOfText, spooledText } from './row-spool.js';

/** Makes a spool in a temporary table, which goes with the transaction. */
export async function openTemporarySpool(connection: DedicatedConnection): Promise<RowSpool> {
  await connection.query(
    `create temporary table wdh_spool (range integer primary key, rows text) on commit drop;
     alter table pg_temp.wdh_spool alter column rows set storage external`,
  );
  let ranges = 0;
  return {
    get ranges() {
      return ranges;
    },
    put: async (rows) => {
      await connection.query('insert into pg_temp.wdh_spool values ($1, $2)', [
        ranges,
        spooledText(rows),
      ]);
      ranges += 1;
    },
    get: async (range) => {
      const [found] = await connection.query<{ readonly rows: string }>(
        'select rows from pg_temp.wdh_spool where range = $1',
        [range],
      );
      return rowsOfText(found?.rows ?? '[]');
    },
    relation: '(select rows::jsonb as rows from pg_temp.wdh_spool) as spool',
    discard: () => Promise.resolve(),
  };
}
