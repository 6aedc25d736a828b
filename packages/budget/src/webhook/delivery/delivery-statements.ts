import { randomUUID } from 'node:crypto';
import type { Queryable } from '@wdh/postgres';
import type { LedgerAnswer } from '../../spend/ledger-answer.js';
import type { WebhookEvent } from '../event/webhook-event.js';

/** What the server answers to a delivery. */
export interface StoredDelivery extends Pick<
  LedgerAnswer,
  'name' | 'notifyEmail' | 'spent' | 'budget' | 'graceThreshold' | 'resetsAt' | 'at'
> {
  /** `stored`: now; `duplicate`: before; `unknown` and `inactive`: not at all, for its tenant. */
  readonly outcome: 'stored' | 'duplicate' | 'unknown' | 'inactive';
  readonly tenant: string | null;
  /** The level of an alert whose notice is to be sent; null: none is. */
  readonly raisedTo: LedgerAnswer['raisedTo'];
}

/** A delivery to store. */
export interface NewDelivery {
  readonly event: WebhookEvent;
  /** SHA-256 of its body, in hexadecimal. */
  readonly digest: string;
  /** Ids that may name its tenant, the best first. No tenant has an empty one. */
  readonly ids: readonly string[];
  /** Whether an earlier attempt of this process lost its answer, and with it the notice. */
  readonly isLost: boolean;
}

const duration = (place: string): string => `${place}::bigint * interval '1 millisecond'`;

/** Stores a delivery. The statement may run twice, if a connection is lost before its reply: it stores once. */
export async function storeDelivery(
  on: Queryable,
  { event: { event, eventGroup, spent, keyAlias, userId }, digest, ids, isLost }: NewDelivery,
  retentionMs: number,
): Promise<StoredDelivery> {
  const names = { keyAlias: storable(keyAlias), userId: storable(userId) };
  const details = { event, eventGroup, spend: spent, ...names };
  const [found] = await on.query<{ readonly answer: StoredDelivery }>(
    `select public.wdh_budget_deliver(decode($1, 'hex'), $2::text::uuid, ${duration('$3')},
       $4::text::jsonb, $5, $6::text::numeric, $7::text::jsonb, $8) as answer`,
    [
      ...[
        digest,
        randomUUID(),
        retentionMs,
        JSON.stringify(ids.map((id) => storable(id) ?? '')),
        event,
      ],
      ...[spent, JSON.stringify(details), isLost],
    ],
  );
  if (found === undefined) throw new TypeError('a function of the server returned nothing');
  return found.answer;
}

/** Records that the notifier has the alerts of deliveries. */
export async function confirmNotices(on: Queryable, digests: readonly string[]): Promise<void> {
  await on.query(
    `update public.budget_webhook_deliveries set is_notice_due = false
     where body_digest in (
       select decode(digest, 'hex') from jsonb_array_elements_text($1::text::jsonb) as digest)`,
    [JSON.stringify(digests)],
  );
}

/** Deletes marks of deliveries that do not count any more. */
export async function deleteOldMarks(on: Queryable, retentionMs: number): Promise<void> {
  await on.query(
    `delete from public.budget_webhook_deliveries where body_digest in (
       select body_digest from public.budget_webhook_deliveries
       where received_at <= clock_timestamp() - ${duration('$1')}
       order by received_at limit 1000 for update skip locked)`,
    [retentionMs],
  );
}

const refused = /[\p{Cc}\p{Cs}]/u;

/** Whether the column of tenants could hold an id, and the server takes it. */
const isStorable = (id: string): boolean => id.length <= 100 && !refused.test(id);

const storable = (id: string | null): string | null => (id !== null && isStorable(id) ? id : null);
