import type { Queryable } from '@wdh/postgres';

/** What someone did with a budget. */
export interface AuditEntry {
  readonly actor: string;
  /** Such as `budget.override`. */
  readonly operation: string;
  /** Names and numbers, never secrets. */
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
  /** Default `success`. */
  readonly status?: string | undefined;
}

/** Adds an entry to the audit log, in the transaction of the caller. */
export async function writeAudit(
  on: Queryable,
  { actor, operation, details, status = 'success' }: AuditEntry,
): Promise<void> {
  await on.query(
    `insert into public.audit_log (actor, operation, details, status)
     values ($1, $2, $3::text::jsonb, $4)`,
    [actor, operation, JSON.stringify(details), status],
  );
}
