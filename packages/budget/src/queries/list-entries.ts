import type { Queryable } from '@wdh/postgres';
import { instantText, millisOf, queryInvalid, wholeNumber } from './query-option.js';

/** A paid call that was settled. Amounts are exact decimal texts. */
export interface SpendEntry {
  readonly entryId: string;
  readonly at: Date;
  /** Id of the run; null for a call outside of runs. */
  readonly executionId: string | null;
  readonly jobName: string | null;
  readonly stepName: string | null;
  /** Record number in the source of the run, from 1. */
  readonly rowNumber: number | null;
  /** Who was paid. */
  readonly provider: string | null;
  /** Such as tokens; null if not known. */
  readonly units: string | null;
  /** In US dollars. */
  readonly cost: string;
  /** Whether the cost is the estimate: the process of the call ended before it was settled. */
  readonly isEstimate: boolean;
}

/** One page of entries; `next` is the cursor of the page after it, null on the last one. */
export interface SpendEntries {
  readonly items: readonly SpendEntry[];
  readonly next: string | null;
}

/** Options of `listEntries`. */
export interface ListEntriesOptions {
  readonly tenant: string;
  /** Entries of this time or later. */
  readonly from?: Date | undefined;
  /** Entries before this time. */
  readonly before?: Date | undefined;
  /** Most entries: 1 to 1,000. Default 50. */
  readonly limit?: number | undefined;
  /** `next` of the page before, with all other options unchanged. Default: the first page. */
  readonly cursor?: string | undefined;
}

/** Microseconds since 1970, and the id of an entry. */
const cursorPattern = /^(\d{1,16})-(\d{1,18})$/;

/**
 * Lists what a tenant has spent, call by call, the latest first. Entries that are added meanwhile do not
 * move others to another page.
 *
 * @throws WdhError `BUDGET_OPTION_INVALID`
 */
export async function listEntries(
  on: Queryable,
  { tenant, from, before, limit = 50, cursor }: ListEntriesOptions,
): Promise<SpendEntries> {
  const [, micros = null, entryId = null] = cursorPattern.exec(cursor ?? '') ?? [];
  if (cursor !== undefined && micros === null) {
    throw queryInvalid('cursor is not one that a query with these options returned');
  }
  const most = wholeNumber('limit', limit, 1, 1000);
  const last = `(timestamptz 'epoch' + $4::bigint * interval '1 microsecond')`;
  const found = await on.query<FoundEntry>(
    `select entry_id::text as "entryId", ${millisOf('at')} as "at", execution_id as "executionId",
       job_name as "jobName", step_name as "stepName", row_number::float8 as "rowNumber",
       provider as "provider", units::text as "units", cost::text as "cost",
       is_estimate as "isEstimate", round(extract(epoch from at) * 1000000)::bigint::text as "micros"
     from public.spend_entries entries
     where tenant_id = $1 and ($2::timestamptz is null or at >= $2)
       and ($3::timestamptz is null or at < $3)
       and ($4::bigint is null or (at <= ${last} and (at < ${last} or entry_id < $5::bigint)))
     order by entries.at desc, entries.entry_id desc
     limit $6::int`,
    [tenant, instantText('from', from), instantText('before', before), micros, entryId, most + 1],
  );
  const kept = found.slice(0, most);
  const end = kept.at(-1);
  const hasMore = found.length > most && end !== undefined;
  return {
    items: kept.map(({ micros: _, ...entry }) => ({ ...entry, at: new Date(entry.at) })),
    next: hasMore ? `${end.micros}-${end.entryId}` : null,
  };
}

interface FoundEntry extends Omit<SpendEntry, 'at'> {
  readonly at: number;
  readonly micros: string;
}
