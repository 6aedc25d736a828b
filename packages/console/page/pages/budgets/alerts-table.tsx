import type { WireAlert } from '../../../src/wire/budgets.js';
import { budgetAddress } from '../../address/addresses.js';
import { formatMoney } from '../../formats/format-money.js';
import { type Column, DataTable } from '../../parts/list/data-table.js';
import { Moment } from '../../parts/text/moment.js';

/** Alerts: each time that a budget reached a level. */
export function AlertsTable({
  alerts,
  title,
  ofAll = false,
}: {
  readonly alerts: readonly WireAlert[];
  readonly title: string;
  /** Whether they are of several tenants, which a column names. */
  readonly ofAll?: boolean;
}) {
  return (
    <section class="card budgets-page__part">
      <h2>{title}</h2>
      {alerts.length === 0 ? (
        <p class="muted">None: no budget has reached its alert threshold.</p>
      ) : (
        <DataTable
          caption={title}
          columns={ofAll ? [tenant, ...columns] : columns}
          rows={alerts}
          keyOf={({ alertId }) => alertId}
        />
      )}
    </section>
  );
}

const tenant: Column<WireAlert> = {
  key: 'tenant',
  head: 'Tenant',
  isHeading: true,
  cell: (alert) => <a href={budgetAddress(alert.tenant)}>{alert.tenant}</a>,
};

const columns: readonly Column<WireAlert>[] = [
  { key: 'at', head: 'Time', cell: ({ at }) => <Moment at={at} isQuiet /> },
  { key: 'event', head: 'Event', cell: ({ eventType }) => eventType.replaceAll('_', ' ') },
  { key: 'used', head: 'Used', isNumber: true, cell: ({ percentage }) => `${percentage} %` },
  { key: 'spent', head: 'Spent', isNumber: true, cell: ({ spent }) => formatMoney(spent) },
  { key: 'budget', head: 'Budget', isNumber: true, cell: ({ budget }) => formatMoney(budget) },
];
