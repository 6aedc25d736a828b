import type { Queryable } from '@wdh/postgres';
import type { BudgetAlert } from '../alerts/budget-alert.js';
import { alertIn, type LedgerAnswer } from './ledger-answer.js';
import type { SpendOrigin } from './paid-call.js';

/** A paid call: what it reserves, and how it ends. */
export interface LedgerCall {
  /** Id of its reservation and of its entry. */
  readonly id: string;
  readonly tenant: string;
  /** An exact decimal text. */
  readonly estimate: string;
  readonly origin: SpendOrigin;
}

/** How a call ended: the amount that is entered for it; a cost of null gives its estimate back. */
export interface CallEnd {
  readonly cost: string | null;
  readonly units: string | null;
  /** Whether the cost is the estimate, because the true one is not known. */
  readonly isEstimate: boolean;
}

/** The statements about running calls, each of which may run twice. */
export class Ledger {
  readonly #on: Queryable;
  readonly #lifetime: string;
  readonly #onAlert: (alert: BudgetAlert) => void;

  /** @param onAlert - Is called after the COMMIT of an alert. */
  constructor(on: Queryable, lifetimeMs: number, onAlert: (alert: BudgetAlert) => void) {
    this.#on = on;
    this.#lifetime = `${lifetimeMs} milliseconds`;
    this.#onAlert = onAlert;
  }

  /**
   * Reserves the estimate of a call.
   *
   * @param knownSpend - The spend that a gateway knows; null: none.
   */
  reserve(call: LedgerCall, knownSpend: string | null): Promise<LedgerAnswer> {
    const { id, tenant, estimate } = call;
    return this.#answer(
      tenant,
      `select public.wdh_budget_reserve($1::text::uuid, $2, $3::text::numeric, $4::text::numeric,
         $5::text::interval, $6, $7, $8, $9::text::bigint, $10) as answer`,
      [id, tenant, estimate, knownSpend, this.#lifetime, ...origin(call)],
    );
  }

  /** Enters the cost of a call, or gives its estimate back: once. */
  async settle(call: LedgerCall, { cost, units, isEstimate }: CallEnd): Promise<void> {
    const { id, tenant } = call;
    await this.#answer(
      tenant,
      `select public.wdh_budget_settle($1::text::uuid, $2, $3::text::numeric, $4::text::numeric,
         $5::boolean, $6, $7, $8, $9::text::bigint, $10) as answer`,
      [id, tenant, cost, units, isEstimate, ...origin(call)],
    );
  }

  /** Brings a tenant up to date: enters what has expired, and begins a period that is due. */
  async bringUpToDate(tenant: string): Promise<void> {
    await this.#answer(
      tenant,
      `select public.wdh_budget_write(public.wdh_budget_lock($1), 'spend', 'current') as answer`,
      [tenant],
    );
  }

  /** Moves on the expiry of reservations. One that is being settled is left out. */
  async extend(ids: readonly string[]): Promise<void> {
    await this.#on.query(
      `update public.budget_reservations set expires_at = clock_timestamp() + $2::text::interval
       where reservation_id in (
         select reservation_id from public.budget_reservations
         where reservation_id = any ($1::text::uuid[]) for update skip locked)`,
      [`{${ids.join(',')}}`, this.#lifetime],
    );
  }

  async #answer(
    tenant: string,
    text: string,
    parameters: readonly (string | boolean | null)[],
  ): Promise<LedgerAnswer> {
    const [found] = await this.#on.query<{ readonly answer: LedgerAnswer }>(text, parameters);
    const answer = found?.answer ?? ({ outcome: 'unknown' } as LedgerAnswer);
    const alert = alertIn(tenant, 'spend', answer);
    if (alert !== null) this.#onAlert(alert);
    return answer;
  }
}

function origin({ origin: { executionId, jobName, stepName, rowNumber, provider } }: LedgerCall) {
  return [
    executionId?.slice(0, 100) ?? null,
    jobName?.slice(0, 100) ?? null,
    stepName ?? null,
    rowNumber == null ? null : String(rowNumber),
    provider ?? null,
  ];
}
