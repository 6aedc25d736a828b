import { keyColumnsOf, type RowKey, withKey } from '../../catalog/keys/row-key.js';
import type { StagingTable } from '../../copy/staging-table.js';
import type { StagedLoad } from '../staged-load.js';
import { RowIsolation } from '../staged/row-isolation.js';
import { readStagedRanges, type Refuse } from '../staged/staged-ranges.js';
import { createStagedReader } from '../staged/staged-reader.js';

/**
 * Refuses the staged rows for which an expression of the key fails, such as a cast to a number, and
 * deletes them.
 *
 * @returns the number of refused rows.
 */
export async function refuseUnkeyable(
  { connection, target, columns, statements, isFatal }: StagedLoad,
  key: RowKey,
  staging: StagingTable,
  refuse: Refuse,
): Promise<number> {
  const names = keyColumnsOf(key, target.catalog);
  const present = columns.map(({ column }) => column.name);
  const reader = createStagedReader(connection, staging, columns, target.catalog.oid);
  const isolation = new RowIsolation(statements, columns, reader, isFatal);
  const keyed = withKey(key, names, reader.typed(statements.mark), present);
  // A function that takes a row computes all of its parts.
  const parts = [...names.parts, names.isKeyed].join(', ');
  const statement = `select pg_catalog.count(row(${parts})) from ${keyed} as keyed`;
  const ranges = await readStagedRanges(connection, staging, null);
  const [position = ''] = staging.numbers;
  let count = 0;
  for (let range = 0; range < ranges.count; range++) {
    const rows = await ranges.get(range);
    const { rejected, kept } = await isolation.run(statement, rows);
    if (rejected.length === 0) continue;
    const isKept = new Set(kept.map((row) => row.position));
    const positions = rows.filter((row) => !isKept.has(row.position)).map((row) => row.position);
    await connection.query(
      `delete from ${staging.name} where ${position} operator(pg_catalog.=) any($1::bigint[])`,
      [`{${positions.join(',')}}`],
    );
    count += positions.length;
    await refuse(rejected);
  }
  return count;
}
