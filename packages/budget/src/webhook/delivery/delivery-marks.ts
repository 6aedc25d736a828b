import type { Queryable } from '@wdh/postgres';

const retention = `$2::bigint * interval '1 millisecond'`;

/** Of concurrent deliveries of one body, the second waits for the first, and then finds its row. */
const take = `
  insert into public.budget_webhook_deliveries as mark (body_digest, is_notice_due)
  values (decode($1, 'hex'), $3)
  on conflict (body_digest) do update
  set received_at = clock_timestamp(), is_notice_due = excluded.is_notice_due
  where mark.received_at <= clock_timestamp() - ${retention}`;

const settle = `
  update public.budget_webhook_deliveries set is_notice_due = false
  where body_digest = decode($1, 'hex') and is_notice_due`;

/** A process hands an alert over at once, or has ended. */
const takeLost = `${settle} and received_at < clock_timestamp() - interval '30 seconds'`;

const sweep = `
  delete from public.budget_webhook_deliveries where body_digest in (
    select body_digest from public.budget_webhook_deliveries
    where received_at <= clock_timestamp() - $1::bigint * interval '1 millisecond'
    order by received_at limit 1000 for update skip locked)`;

/** Deliveries between two sweeps of one process. */
const deliveriesPerSweep = 500;

/** The marks of deliveries that were stored. */
export class DeliveryMarks {
  readonly #retentionMs: number;
  #deliveries = 0;

  /** @param retentionMs - for how long a mark counts. */
  constructor(retentionMs: number) {
    this.#retentionMs = retentionMs;
  }

  /** Marks a delivery, in the transaction that stores it; false if it was stored before. */
  async take(on: Queryable, digest: string, isNoticeDue: boolean): Promise<boolean> {
    const { count } = await on.query(take, [digest, this.#retentionMs, isNoticeDue]);
    return count > 0;
  }

  /** Records that the notifier has the alert of a delivery. */
  async settle(on: Queryable, digest: string): Promise<void> {
    await on.query(settle, [digest]);
  }

  /** Whether a delivery is a repeated one whose process ended before its notifier had the alert. */
  async takeLost(on: Queryable, digest: string): Promise<boolean> {
    const { count } = await on.query(takeLost, [digest]);
    return count > 0;
  }

  /** Deletes marks that do not count any more, at the first delivery and at each five hundredth. */
  async sweep(on: Queryable): Promise<void> {
    if (this.#deliveries++ % deliveriesPerSweep !== 0) return;
    // What is stored is stored: another delivery sweeps.
    await on.query(sweep, [this.#retentionMs]).catch(() => undefined);
  }
}
