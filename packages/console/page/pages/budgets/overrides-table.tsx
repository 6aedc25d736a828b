import type { WireOverride } from '../../../src/wire/budgets.js';
import { budgetAddress } from '../../address/addresses.js';
import { formatMoney } from '../../formats/format-money.js';
import { type Column, DataTable } from '../../parts/list/data-table.js';
import { Moment } from '../../parts/text/moment.js';

/** Overrides: amounts that are added to budgets until they expire. */
export function OverridesTable({
  overrides,
  title,
  ofAll = false,
}: {
  readonly overrides: readonly WireOverride[];
  readonly title: string;
  /** Whether they are of several tenants, which a column names. */
  readonly ofAll?: boolean;
}) {
  return (
    <section class="card budgets-page__part">
      <h2>{title}</h2>
      {overrides.length === 0 ? (
        <p class="muted">
          None. <code>wdh budget override</code> adds an amount to a budget until a time.
        </p>
      ) : (
        <DataTable
          caption={title}
          columns={ofAll ? [tenant, ...columns] : columns}
          rows={overrides}
          keyOf={({ overrideId }) => overrideId}
        />
      )}
    </section>
  );
}

const tenant: Column<WireOverride> = {
  key: 'tenant',
  head: 'Tenant',
  isHeading: true,
  cell: (override) => <a href={budgetAddress(override.tenant)}>{override.tenant}</a>,
};

const columns: readonly Column<WireOverride>[] = [
  {
    key: 'amount',
    head: 'Amount',
    isNumber: true,
    cell: ({ amount }) => `+${formatMoney(amount)}`,
  },
  {
    key: 'expires',
    head: 'Expires',
    cell: ({ expiresAt, isExpired }) => (
      <span class={isExpired ? 'muted' : undefined}>
        {isExpired ? 'expired ' : ''}
        <Moment at={expiresAt} isRelative isQuiet />
      </span>
    ),
  },
  { key: 'reason', head: 'Reason', cell: ({ reason }) => reason },
  { key: 'by', head: 'Added by', cell: ({ createdBy }) => createdBy },
  { key: 'at', head: 'Added', cell: ({ createdAt }) => <Moment at={createdAt} isQuiet /> },
];
