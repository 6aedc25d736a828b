import { createRecordingLogger, type RecordingLogger } from '@wdh/pipeline-core/testing';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import {
  type Budget,
  type BudgetAlert,
  openBudget,
  type OpenBudgetOptions,
} from '../../src/index.js';
import { type UsedBudgetDatabase, useBudgetDatabase } from './use-budget-database.js';

/** Budgets in a database for one test file, with a new tenant for each test. */
export interface UsedBudget extends UsedBudgetDatabase {
  readonly budget: Budget;
  /** A tenant with the default budget; another one for each test. */
  readonly tenant: string;
  /** The notices of the test. */
  readonly alerts: readonly BudgetAlert[];
  readonly logger: RecordingLogger;
  /** Opens another budget on the same database, which is closed after the test. */
  readonly open: (options?: Partial<OpenBudgetOptions>) => Budget;
  /** Whether the balance is the sum of the entries of the period, and of the reservations. */
  readonly checkBalance: () => Promise<void>;
}

/** Creates {@link UsedBudget} before the tests of a file, and closes it after them. */
export function useBudget(): UsedBudget {
  const used = useBudgetDatabase();
  const alerts: BudgetAlert[] = [];
  const logger = createRecordingLogger();
  let budget: Budget;
  let count = 0;
  let opened: Budget[] = [];
  const open = (options: Partial<OpenBudgetOptions> = {}): Budget => {
    const notifier = {
      notify: (alert: BudgetAlert) => void alerts.push(alert),
      close: () => Promise.resolve(),
    };
    const another = openBudget({ connectionUrl: used.url, notifier, logger, ...options });
    opened.push(another);
    return another;
  };
  beforeAll(() => {
    budget = open();
    opened = [];
  });
  beforeEach(async () => {
    alerts.length = 0;
    count += 1;
    const tenant = `tenant ${count}`;
    await budget.createTenant({ tenant, name: `Tenant ${count}`, maxBudget: '100.00' });
  });
  afterEach(async () => {
    await Promise.all(opened.map((one) => one.close()));
    opened = [];
  });
  afterAll(() => budget.close());
  return {
    ...{ alerts, logger, open },
    get url() {
      return used.url;
    },
    get sql() {
      return used.sql;
    },
    get budget() {
      return budget;
    },
    get tenant() {
      return `tenant ${count}`;
    },
    checkBalance: async () => {
      const wrong = await used.sql`
        select b.tenant_id from budget_balances b
        where spent <> (select coalesce(sum(cost), 0) from spend_entries e
            where e.tenant_id = b.tenant_id and e.period = b.period)
          or reserved <> (select coalesce(sum(amount), 0) from budget_reservations r
            where r.tenant_id = b.tenant_id)`;
      if (wrong.length > 0) throw new Error(`Balances are wrong: ${JSON.stringify(wrong)}.`);
    },
  };
}

/** Spends an amount whose estimate is exact. */
export const pay = (budget: Budget, tenant: string, cost: string | number): Promise<string> =>
  budget.spend(tenant, cost, () => Promise.resolve('answer'), { cost: () => cost });
