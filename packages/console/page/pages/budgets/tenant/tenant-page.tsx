import { useRoute } from 'preact-iso/router';
import type { WireTenantBudget } from '../../../../src/wire/budgets.js';
import { apiPath } from '../../../api/api-path.js';
import { useReloadOnRuns } from '../../../api/stream/use-reload-on-runs.js';
import { useAnswer } from '../../../api/use-answer.js';
import { PageHead } from '../../../frame/page-head.js';
import { Answered } from '../../../parts/notice/answered.js';
import { Notice } from '../../../parts/notice/notice.js';
import { AlertsTable } from '../alerts-table.js';
import { BarLegend, BudgetBar } from '../bar/budget-bar.js';
import { LevelBadge } from '../level-badge.js';
import { OverridesTable } from '../overrides-table.js';
import { BudgetFacts } from './budget-facts.js';
import { SpendOfTenant } from './spend-of-tenant.js';
import '../budgets-page.css';
import './tenant-page.css';

/** The budget of a tenant: its use, its spend by day and step, and each call. */
export function TenantPage() {
  const tenant = useRoute().params['tenant'] ?? '';
  const answer = useAnswer<WireTenantBudget>(apiPath`/budgets/${tenant}`);
  useReloadOnRuns(answer.reload);
  const { budget } = answer.data ?? {};
  return (
    <>
      <PageHead title={budget?.name ?? tenant} above={<a href="budgets">Budgets</a>}>
        {budget === undefined ? null : <LevelBadge budget={budget} />}
      </PageHead>
      <Answered answer={answer} lines={12}>
        {(found) => (
          <div class="budgets-page">
            {found.budget.source === 'unknown' ? <Silent /> : null}
            <section class="card tenant-page__budget">
              <h2>This period</h2>
              <BudgetBar budget={found.budget} />
              <BarLegend />
              <BudgetFacts budget={found.budget} />
            </section>
            <SpendOfTenant tenant={tenant}>
              <OverridesTable overrides={found.overrides} title="Overrides" />
              <AlertsTable alerts={found.alerts} title="Alerts" />
            </SpendOfTenant>
          </div>
        )}
      </Answered>
    </>
  );
}

function Silent() {
  return (
    <Notice kind="warning" title="The gateway does not answer">
      <p>
        The spend is that of the calls which this project has entered; the gateway may know more.
        Calls pass meanwhile. Check that it runs, and LITELLM_URL.
      </p>
    </Notice>
  );
}
