import { useRef } from 'preact/hooks';
import type { WireBudget } from '../../../src/wire/budgets.js';
import { useAddress } from '../../address/use-address-state.js';
import { TextField } from '../../parts/form/fields.js';
import { DataTable } from '../../parts/list/data-table.js';
import { Notice } from '../../parts/notice/notice.js';
import { BarLegend } from './bar/budget-bar.js';
import { budgetColumns } from './budget-columns.js';
import { orderOf, orders } from './order-of.js';

/** The budgets that a search finds, in an order: both are in the address. */
export function FoundBudgets({ budgets }: { readonly budgets: readonly WireBudget[] }) {
  const { query, change } = useAddress();
  const text = query.get('text') ?? '';
  const asked = query.get('sort');
  const order = orders.find((known) => known === asked) ?? 'used';
  const isAscending = query.get('order') === 'asc';
  const inOrder = useKeptOrder(budgets, order, isAscending);
  const search = text.toLowerCase();
  const found = inOrder.filter(({ tenant, name }) =>
    `${tenant}\n${name}`.toLowerCase().includes(search),
  );
  return (
    <>
      <div class="budgets-page__search">
        <TextField
          label="Search"
          name="text"
          type="search"
          value={text}
          placeholder="Tenant"
          onChange={(next) => {
            change({ text: next }, { replace: true });
          }}
        />
        <BarLegend />
      </div>
      {found.length === 0 ? (
        <Notice kind="empty" title="No tenant matches the search" />
      ) : (
        <DataTable
          caption="Budgets of tenants"
          columns={budgetColumns}
          rows={found}
          keyOf={({ tenant }) => tenant}
          sort={{ order, isAscending }}
          onSort={(next) => {
            change({ sort: next.order, order: next.isAscending ? 'asc' : null });
          }}
        />
      )}
    </>
  );
}

/**
 * Returns budgets in an order that stays while they change: a row does not move under the pointer. New
 * tenants come last.
 */
function useKeptOrder(
  budgets: readonly WireBudget[],
  order: (typeof orders)[number],
  isAscending: boolean,
): readonly WireBudget[] {
  const sort = `${order} ${String(isAscending)}`;
  const kept = useRef<{ readonly sort: string; readonly tenants: readonly string[] }>({
    sort: '',
    tenants: [],
  });
  const sorted = orderOf(budgets, order, isAscending);
  const before = kept.current.sort === sort ? kept.current.tenants : [];
  const tenants = [...before, ...sorted.filter((tenant) => !before.includes(tenant))];
  kept.current = { sort, tenants };
  const byTenant = new Map(budgets.map((budget) => [budget.tenant, budget]));
  return tenants.flatMap((tenant) => byTenant.get(tenant) ?? []);
}
