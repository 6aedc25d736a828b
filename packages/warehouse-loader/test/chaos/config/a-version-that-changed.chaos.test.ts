import { expect, test } from 'vitest';
import { loadModes } from '../../warehouse/load-modes.js';
import { useReplays } from '../../warehouse/use-replays.js';
import { useWarehouse } from '../../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const replays = useReplays(warehouse);

test.each(loadModes)(
  'J03 a version of the job that accepts some rejected rows, by $mode: those load, the others keep their place with the new reason, and the ledger balances',
  async ({ mode }) => {
    const { sql } = warehouse;
    const run = await replays.load(100, mode);
    const { executionId, rows } = await replays.replay(run, 2, mode);
    expect(rows).toMatchObject({ read: 50, inserted: 40, rejected: 10 });
    expect(await replays.expectAccounted(100)).toBe(10);
    const kept = await sql`select execution_id as run, step_name as step, code, message,
      row_number::int % 10 as rest from rejected_rows where resolved_at is null`;
    expect([...kept]).toEqual(
      Array.from({ length: 10 }, () => ({
        run,
        step: 'judge',
        code: 'REFUSED',
        message: 'version 2',
        rest: 0,
      })),
    );
    expect([
      ...(await sql`select distinct resolved_by from rejected_rows where resolved_at is not null`),
    ]).toEqual([{ resolved_by: executionId }]);
    const ledgers = await sql`select rows_input - rows_output - rows_filtered - rows_superseded
      - rows_failed as difference from pipeline_executions`;
    expect(ledgers.map(({ difference }) => Number(difference))).toEqual([0, 0]);
  },
);
