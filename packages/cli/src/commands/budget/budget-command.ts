import type { Command } from 'commander';
import type { Act } from '../../context/command-action.js';
import { parseAmount } from '../../options/parse-amounts.js';
import { parseSpan } from '../../options/parse-durations.js';
import { parseCount, parseInstant, parseTime } from '../../options/parse-times.js';
import type { OverrideOptions } from './add-override.js';
import type { AlertsOptions } from './list-alerts.js';
import type { ResetOptions } from './reset-budget.js';
import { addServeCommand } from './serve-command.js';
import { addSetCommand } from './set-command.js';
import type { StatusOptions } from './status/show-status.js';

const about = `
A tenant is who pays: a team, a customer, a job. A paid call passes while what is spent, and what is reserved
for calls that run now, stays within the budget and its grace (110 % by default); then it is refused.

Examples:
  wdh budget set acme --create --max 500       acme may spend $500 in each 30 days
  wdh budget                                   what each tenant has spent, and what is left
  wdh budget override acme 50 --for 7d --reason 'backfill of May'
  wdh budget alerts acme                       when it reached 80 %, 100 % and its limit
  wdh budget serve                             take the alerts of a gateway

How a job spends within a budget: docs/guides/spend-safely.md.`;

const statusExamples = `
Examples:
  wdh budget                             every tenant
  wdh budget status acme                 one, with its overrides and what spent it
  wdh budget status acme --check         ends with 8 if its paid calls are refused, for scripts
  wdh budget status --json               amounts with all their digits`;

const overrideExamples = `
It is added to the budget at once, and leaves it when it expires. Your name is recorded with it.

Examples:
  wdh budget override acme 50 --for 7d --reason 'backfill of May'
  wdh budget override acme 12.50 --until 2027-01-31T18:00Z --reason 'until the invoice is paid'`;

const alertsExamples = `
Examples:
  wdh budget alerts                      the latest of every tenant
  wdh budget alerts acme --since 30d
  wdh budget alerts --since 2027-01-01 --limit 500 --json`;

const resetExamples = `
Its spend counts from now on as zero; entries, alerts and the time of its next reset stay. It is recorded with
your name.

Examples:
  wdh budget reset acme                  says what it does, and asks
  wdh budget reset acme --yes            without a question, as in a script`;

/** Adds `wdh budget` with its commands. */
export function addBudgetCommand(program: Command, act: Act): void {
  const budget = program
    .command('budget')
    .description('See and set what tenants may spend on paid calls, and take alerts of a gateway.')
    .addHelpText('after', about);
  budget
    .command('status', { isDefault: true })
    .argument('[tenant]', 'only this one, with its overrides and what spent it')
    .description('Show what is spent, and what is left.')
    .option('--check', 'end with exit code 8 if a tenant that is shown is blocked', false)
    .addHelpText('after', statusExamples)
    .action(
      act<StatusOptions>(async (context, options, [tenant]) => {
        const { showStatus } = await import('./status/show-status.js');
        return showStatus(context, tenant, options);
      }),
    );
  addSetCommand(budget, act);
  budget
    .command('override')
    .argument('<tenant>')
    .argument('<amount>', 'in US dollars, such as 50 or 12.50', parseAmount)
    .description('Add an amount to the budget of a tenant for some time.')
    .requiredOption('--reason <text>', 'why, for those who read it later')
    .option('--until <time>', 'when it expires, such as 2027-01-31T18:00Z', parseInstant)
    .option('--for <time>', 'or after how long: 12h, 7d or 2w', parseSpan)
    .addHelpText('after', overrideExamples)
    .action(
      act<OverrideOptions>(async (context, options, [tenant = '', amount = '']) => {
        const { addOverride } = await import('./add-override.js');
        return addOverride(context, { tenant, amount }, options);
      }),
    );
  budget
    .command('alerts')
    .argument('[tenant]', 'only those of this tenant')
    .description('List the latest alerts.')
    .option('--since <time>', 'an age such as 7d, or a time such as 2027-01-31', (text) =>
      parseTime(text),
    )
    .option('--limit <count>', 'how many at most', parseCount, 50)
    .addHelpText('after', alertsExamples)
    .action(
      act<AlertsOptions>(async (context, options, [tenant]) => {
        const { listAlerts } = await import('./list-alerts.js');
        return listAlerts(context, tenant, options);
      }),
    );
  budget
    .command('reset')
    .argument('<tenant>')
    .description('Begin a new period of a tenant now.')
    .option('--yes', 'do it without a question', false)
    .addHelpText('after', resetExamples)
    .action(
      act<ResetOptions>(async (context, options, [tenant = '']) => {
        const { resetBudget } = await import('./reset-budget.js');
        return resetBudget(context, tenant, options);
      }),
    );
  addServeCommand(budget, act);
}
