import type { WireBudgets } from '../../../src/wire/budgets.js';
import { useReloadOnRuns } from '../../api/stream/use-reload-on-runs.js';
import { useAnswer } from '../../api/use-answer.js';
import { PageHead } from '../../frame/page-head.js';
import { Answered } from '../../parts/notice/answered.js';
import { Notice } from '../../parts/notice/notice.js';
import { AlertsTable } from './alerts-table.js';
import { FoundBudgets } from './found-budgets.js';
import { OverridesTable } from './overrides-table.js';
import './budgets-page.css';

/** The budgets of all tenants: the use of each, and until when it lasts. */
export function BudgetsPage() {
  const answer = useAnswer<WireBudgets>('/budgets');
  useReloadOnRuns(answer.reload);
  return (
    <>
      <PageHead title="Budgets" />
      <Answered answer={answer} lines={10}>
        {({ tenants, overrides, alerts }) =>
          tenants.length === 0 ? (
            <NoTenants />
          ) : (
            <div class="budgets-page">
              <FoundBudgets budgets={tenants} />
              <OverridesTable overrides={overrides} title="Overrides in force" ofAll />
              <AlertsTable alerts={alerts} title="Latest alerts" ofAll />
            </div>
          )
        }
      </Answered>
    </>
  );
}

function NoTenants() {
  return (
    <Notice kind="empty" title="There are no tenants yet">
      <p>
        Create one with <code>wdh budget set acme --create --max 100</code>. A step made by{' '}
        <code>paidStep</code> then spends from its budget.
      </p>
    </Notice>
  );
}
