import type { WireBudget } from '../../../src/wire/budgets.js';
import { budgetAddress } from '../../address/addresses.js';
import { formatMoney } from '../../formats/format-money.js';
import type { Column } from '../../parts/list/data-table.js';
import { None } from '../../parts/text/moment.js';
import { BudgetBar } from './bar/budget-bar.js';
import { LevelBadge } from './level-badge.js';
import { ResetText } from './reset-text.js';
import { RunsOutText } from './runs-out-text.js';

/** The columns of the list of budgets. */
export const budgetColumns: readonly Column<WireBudget>[] = [
  {
    key: 'tenant',
    head: 'Tenant',
    order: 'tenant',
    isHeading: true,
    cell: ({ tenant, name }) => (
      <span class="budgets-page__tenant">
        <a href={budgetAddress(tenant)}>{name}</a>
        {name === tenant ? null : <span class="muted code">{tenant}</span>}
      </span>
    ),
  },
  { key: 'level', head: 'Level', cell: (budget) => <LevelBadge budget={budget} /> },
  {
    key: 'used',
    head: 'Used',
    order: 'used',
    cell: (budget) => (
      <span class="budgets-page__used">
        <BudgetBar budget={budget} />
        <span>
          {budget.percentage === null ? 'no budget' : `${budget.percentage} %`}
          {budget.source === 'unknown' ? (
            <span class="budgets-page__silent">the gateway does not answer</span>
          ) : null}
        </span>
      </span>
    ),
  },
  {
    key: 'spent',
    head: 'Spent',
    order: 'spent',
    isNumber: true,
    cell: ({ spent }) => formatMoney(spent),
  },
  {
    key: 'budget',
    head: 'Budget',
    isNumber: true,
    cell: ({ budget, overrides }) => (
      <span class="budgets-page__two">
        {formatMoney(budget)}
        {/[1-9]/u.test(overrides) ? (
          <span class="muted">with {formatMoney(overrides)} of overrides</span>
        ) : null}
      </span>
    ),
  },
  {
    key: 'rate',
    head: 'A day',
    order: 'rate',
    isNumber: true,
    cell: ({ forecast }) => (forecast === null ? <None /> : formatMoney(forecast.perDay)),
  },
  { key: 'out', head: 'Runs out', order: 'out', cell: (budget) => <RunsOutText {...{ budget }} /> },
  {
    key: 'reset',
    head: 'Reset',
    cell: (budget) => <ResetText budget={budget} />,
  },
];
