import type { WireSpendDay } from '../../../../src/wire/budgets.js';
import { budgetAddress } from '../../../address/addresses.js';
import { formatMoney } from '../../../formats/format-money.js';
import { formatQuantity } from '../../../formats/format-quantity.js';
import { DataTable } from '../../../parts/list/data-table.js';
import { Notice } from '../../../parts/notice/notice.js';
import { Quantity } from '../../../parts/text/quantity.js';
import { Plot } from '../../../plot/plot.js';

/** Spend by day: a plot whose points lead to the calls of the day, and the same as a table. */
export function SpendDays({
  tenant,
  days,
  range,
}: {
  readonly tenant: string;
  readonly days: readonly WireSpendDay[];
  readonly range: string;
}) {
  if (days.every(({ calls }) => calls === 0)) {
    return (
      <Notice kind="empty" title="Nothing was spent in these days">
        <p>Choose more days, or look at the runs of the jobs that spend from this budget.</p>
      </Notice>
    );
  }
  // The places of a drawing: the texts are exact.
  const values = days.map(({ spent }) => Number(spent));
  return (
    <>
      <Plot
        label="Spend by day, the latest last"
        plotted={{ kind: 'amount', values }}
        marks={days.map(({ day, spent, calls }) => ({
          href: `${budgetAddress(tenant, { days: range, day })}#calls`,
          text: `${formatMoney(spent)} on ${shortDay(day)}, ${formatQuantity(calls)} calls`,
          label: shortDay(day),
        }))}
        write={(value) => formatMoney(value.toFixed(8))}
      />
      <details class="tenant-page__values">
        <summary>Show as a table</summary>
        <DataTable
          caption="Spend by day, the latest first"
          rows={days.toReversed()}
          keyOf={({ day }) => day}
          columns={[
            { key: 'day', head: 'Day', isHeading: true, cell: ({ day }) => shortDay(day) },
            {
              key: 'spent',
              head: 'Spent',
              isNumber: true,
              cell: ({ spent }) => formatMoney(spent),
            },
            {
              key: 'calls',
              head: 'Calls',
              isNumber: true,
              cell: ({ calls }) => <Quantity of={calls} />,
            },
          ]}
        />
      </details>
    </>
  );
}

/** Writes a day as `30 Nov`. */
export function shortDay(day: string): string {
  const format = { day: 'numeric', month: 'short', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat('en-GB', format).format(new Date(`${day}T00:00:00Z`));
}
