import type { RecordedAlert } from '@wdh/budget';
import type { CommandContext } from '../../context/command-context.js';
import { showMoney } from '../../table/show-money.js';
import { showTime } from '../../table/show-values.js';
import { tableWidth } from '../../table/table-width.js';
import { TextTable } from '../../table/text-table.js';
import { tenantUnknown } from './change-budget.js';
import { readBudgets } from './open-budget.js';

/** The options of `wdh budget alerts`. */
export interface AlertsOptions {
  readonly since?: Date;
  readonly limit: number;
}

/** Prints the latest alerts. A database without budgets has none; nothing is created. */
export async function listAlerts(
  context: CommandContext,
  tenant: string | undefined,
  { since, limit }: AlertsOptions,
): Promise<number> {
  const alerts = await readBudgets(context, 'wdh budget alerts', async (budget) => {
    const found = await budget.listAlerts({ tenant, since, limit });
    if (found.length > 0 || tenant === undefined) return found;
    const known = (await budget.listTenants()).map(({ tenant: name }) => name);
    if (!known.includes(tenant)) throw tenantUnknown(tenant, known);
    return found;
  });
  if (alerts === null && tenant !== undefined) throw tenantUnknown(tenant, []);
  await context.printResult(alerts ?? [], () => show(alerts ?? [], since));
  return 0;
}

function show(alerts: readonly RecordedAlert[], since: Date | undefined): string {
  if (alerts.length === 0) {
    return since === undefined
      ? 'There are no alerts: no tenant has reached its alert threshold yet.'
      : `There are no alerts since ${showTime(since)}.`;
  }
  const table = new TextTable(
    [
      { head: 'time (UTC)' },
      { head: 'tenant', canShrink: true },
      { head: 'reported by', canShrink: true },
      { head: 'spent', align: 'right' },
      { head: 'budget', align: 'right' },
      {
        head: '%',
        align: 'right',
        styleOf: (cell) => (/^\d/.test(cell) ? (Number(cell) < 100 ? 'doubtful' : 'bad') : null),
      },
    ],
    tableWidth(),
  );
  return table
    .withHead(
      alerts.map(({ at, tenant, eventType, spent, budget, percentage }) => [
        showTime(at),
        tenant,
        eventType,
        showMoney(spent),
        showMoney(budget),
        percentage ?? '-',
      ]),
    )
    .join('\n');
}
