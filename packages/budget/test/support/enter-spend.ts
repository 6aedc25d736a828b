import type { Sql } from 'postgres';

/** Columns of an entry; the rest has defaults. */
export interface EnteredSpend {
  readonly cost: string;
  /** Default: now. */
  readonly at?: string;
  readonly job_name?: string | null;
  readonly step_name?: string | null;
  readonly execution_id?: string | null;
  readonly row_number?: number | null;
  readonly is_estimate?: boolean;
}

/** Creates a tenant with its balance, by SQL. */
export async function insertTenant(sql: Sql, tenant: string, createdAt = '2026-01-01T00:00Z') {
  await sql`insert into tenant_configs ${sql({ tenant_id: tenant, name: tenant, created_at: createdAt })}`;
  await sql`insert into budget_balances ${sql({ tenant_id: tenant, period_started_at: createdAt })}`;
}

/** Enters spend of a tenant as it was, by SQL: at any time, and without its balance. */
export async function enterSpend(sql: Sql, tenant: string, entries: readonly EnteredSpend[]) {
  for (const { at, ...entry } of entries) {
    const times = at === undefined ? {} : { at };
    await sql`insert into spend_entries ${sql({
      ...{ tenant_id: tenant, reservation_id: crypto.randomUUID(), ...entry, ...times },
    })}`;
  }
}
