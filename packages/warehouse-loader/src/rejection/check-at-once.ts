import type { DedicatedConnection } from '@wdh/postgres';

/**
 * Makes deferred constraints be checked after each statement: at COMMIT, a violation would fail the
 * whole load.
 */
export async function checkAtOnce(connection: DedicatedConnection): Promise<void> {
  await connection.query('set constraints all immediate');
}
