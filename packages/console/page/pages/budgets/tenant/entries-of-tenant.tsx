import { useEffect, useRef } from 'preact/hooks';
import type {
  WireSpendDay,
  WireSpendEntries,
  WireSpendEntry,
} from '../../../../src/wire/budgets.js';
import { jobAddress, runAddress } from '../../../address/addresses.js';
import { useAddress } from '../../../address/use-address-state.js';
import { apiPath, withQuery } from '../../../api/api-path.js';
import { useAnswer } from '../../../api/use-answer.js';
import { formatMoney } from '../../../formats/format-money.js';
import { Button } from '../../../parts/form/button.js';
import { type Column, DataTable } from '../../../parts/list/data-table.js';
import { Pager } from '../../../parts/list/pager.js';
import { Answered } from '../../../parts/notice/answered.js';
import { Moment, None } from '../../../parts/text/moment.js';
import { Quantity } from '../../../parts/text/quantity.js';
import { shortDay } from './spend-days.js';

/** The paid calls of a tenant, the latest first, or those of a day; its rows do not move by themselves. */
export function EntriesOfTenant({
  tenant,
  day,
}: {
  readonly tenant: string;
  readonly day: WireSpendDay | null;
}) {
  const { query, change } = useAddress();
  const heading = useRef<HTMLHeadingElement>(null);
  const cursor = query.get('cursor');
  const path = withQuery(apiPath`/budgets/${tenant}/entries`, {
    ...{ limit: 25, cursor, from: day?.from, before: day?.before },
  });
  // A day of the address is known when the days are.
  const isKnown = query.get('day') === null || day !== null;
  const answer = useAnswer<WireSpendEntries>(isKnown ? path : null, { keepsPrevious: true });
  const shown = useRef(day?.day);
  useEffect(() => {
    if (day?.day !== undefined && shown.current !== day.day) heading.current?.focus();
    shown.current = day?.day;
  }, [day?.day]);
  return (
    <section class="card tenant-page__spend" id="calls">
      <div class="tenant-page__head">
        <h2 ref={heading} tabIndex={-1}>
          {day === null ? 'Latest calls' : `Calls of ${shortDay(day.day)}`}
        </h2>
        <div class="tenant-page__actions">
          {query.get('day') === null ? null : (
            <Button
              onClick={() => {
                change({ day: null, cursor: null });
              }}
            >
              All days
            </Button>
          )}
          <Button icon="repeat" onClick={answer.reload}>
            Load again
          </Button>
        </div>
      </div>
      <Answered answer={answer} lines={6}>
        {({ items, next }) =>
          items.length === 0 ? (
            <p class="muted">No call was paid.</p>
          ) : (
            <>
              <DataTable
                caption="Paid calls, the latest first"
                columns={columns}
                rows={items}
                keyOf={({ entryId }) => entryId}
                isStale={answer.isLoading}
              />
              <Pager
                cursor={cursor}
                next={next}
                onCursor={(to) => {
                  change({ cursor: to });
                }}
              />
            </>
          )
        }
      </Answered>
    </section>
  );
}

const columns: readonly Column<WireSpendEntry>[] = [
  {
    key: 'at',
    head: 'Time',
    isHeading: true,
    cell: ({ at, executionId }) =>
      executionId === null ? (
        <Moment at={at} isQuiet />
      ) : (
        <a href={runAddress(executionId)}>
          <Moment at={at} isQuiet />
          <span class="unseen">, run {executionId.slice(0, 8)}</span>
        </a>
      ),
  },
  {
    key: 'job',
    head: 'Job',
    cell: ({ jobName }) =>
      jobName === null ? <None /> : <a href={jobAddress(jobName)}>{jobName}</a>,
  },
  { key: 'step', head: 'Step', cell: ({ stepName }) => stepName ?? <None /> },
  { key: 'row', head: 'Row', isNumber: true, cell: ({ rowNumber }) => <Quantity of={rowNumber} /> },
  { key: 'provider', head: 'Paid to', cell: ({ provider }) => provider ?? <None /> },
  { key: 'units', head: 'Units', isNumber: true, cell: ({ units }) => units ?? <None /> },
  {
    key: 'cost',
    head: 'Cost',
    isNumber: true,
    cell: ({ cost, isEstimate }) => (
      <>
        {isEstimate ? (
          <span
            class="tenant-page__estimate"
            data-hint="The process of the call ended before it was settled."
          >
            estimate{' '}
          </span>
        ) : null}
        {formatMoney(cost)}
      </>
    ),
  },
];
