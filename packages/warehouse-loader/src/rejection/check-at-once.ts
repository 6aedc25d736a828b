import type { DedicatedConnection } from '@wdh/postgres';

/** Checks deferred constraints statement by statement: at COMMIT one would fail the whole load. */
export async function checkAtOnce(connection: DedicatedConnection): Promise<void> {
  await connection.query('set constraints all immediate');
}
