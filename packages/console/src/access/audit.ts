import type { Queryable } from '@wdh/postgres';
import type { Visitor } from './visitor.js';

/** What an action is about. */
export interface AuditedThing {
  /** The run, by its id. */
  readonly run?: string | undefined;
  /** The job, by its name. */
  readonly job?: string | undefined;
  /** Names and numbers, never values of rows. */
  readonly details?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Records what a visitor does, such as `run.cancel` (50 characters at most), before it is done: an action
 * that cannot be recorded is not done.
 *
 * @throws WdhError those of the database.
 */
export type Audit = (
  visitor: Pick<Visitor, 'user'>,
  action: string,
  about?: AuditedThing,
) => Promise<void>;

/** Creates the audit of the console, in its database. */
export function createAudit(on: Queryable): Audit {
  return async ({ user }, action, { run = null, job = null, details = {} } = {}) => {
    await on.query(
      `insert into public.wdh_console_audit (user_name, action, execution_id, job_name, details)
      values ($1, $2, $3, $4, $5::text::jsonb)`,
      [user, action, run, job, JSON.stringify(details)],
    );
  };
}
