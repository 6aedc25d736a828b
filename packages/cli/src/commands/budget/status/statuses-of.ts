import type { Budget, BudgetStatus } from '@wdh/budget';
import type { Settings } from '@wdh/config';

/** Whether there is a gateway. */
export type StatusSettings = Pick<Settings, 'litellmUrl'>;

/** Lists the budgets of all tenants, or of one, with what the gateway says was spent if there is one. */
export async function statusesOf(
  budget: Pick<Budget, 'listTenants' | 'getBudgetStatus'>,
  { litellmUrl }: StatusSettings,
  options: { readonly tenant?: string | undefined } = {},
): Promise<readonly BudgetStatus[]> {
  const listed = await budget.listTenants(options);
  if (litellmUrl === undefined) return listed;
  return Promise.all(listed.map(({ tenant }) => budget.getBudgetStatus(tenant)));
}
