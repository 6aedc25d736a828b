import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Act } from '../../context/command-action.js';
import { parseAmount } from '../../options/parse-amounts.js';
import { wholeNumber } from '../../options/parse-numbers.js';
import type { SetOptions } from './set-budget.js';

const examples = `
What is not given stays as it is; a new tenant has a budget of $500 in each 30 days, an alert from 80 %, and is
blocked from 110 %.

Examples:
  wdh budget set acme --create --name 'Acme Ltd' --max 500 --email ops@acme.example
  wdh budget set acme --max 800               from now on, also for calls that run
  wdh budget set acme --alert 90 --grace 100  mail from 90 %, and no grace
  wdh budget set acme --duration 1mo          from the next reset on
  wdh budget set acme --inactive              its paid calls are refused until --active
  wdh budget set acme --no-email              notices about it go to BUDGET_MAIL_TO alone
  wdh budget set acme --sync                  after BUDGET_KEY_SECRET was changed`;

function parseLength(text: string): string {
  if (/^[1-9]\d{0,3}(?:s|m|h|d|w|mo)$/.test(text) || text === 'never') return text;
  throw new InvalidArgumentError('Expected a length such as 30d, 12h, 2w or 1mo, or never.');
}

function parseEmail(text: string): string {
  if (/^[^\s@<>,;"]{1,64}@[^\s@<>,;"]{1,255}$/u.test(text)) return text;
  throw new InvalidArgumentError('Expected one mail address, such as ops@example.com.');
}

/** Adds `wdh budget set`. */
export function addSetCommand(budget: Command, act: Act): void {
  budget
    .command('set')
    .argument('<tenant>')
    .description('Create a tenant, or change its budget.')
    .option('--create', 'create it; without this, an unknown tenant is an error', false)
    .option('--name <text>', 'its name for people (default: that of the tenant)')
    .option('--max <amount>', 'what it may spend in a period, in US dollars', parseAmount)
    .option('--alert <percent>', 'from where notices are sent, 50 to 100', wholeNumber(50, 100))
    .option('--grace <percent>', 'from where it is blocked, 100 to 150', wholeNumber(100, 150))
    .option('--duration <time>', 'the length of a period: 30d, 12h, 2w, 1mo, or never', parseLength)
    .option('--email <address>', 'where mail about it goes, beside BUDGET_MAIL_TO', parseEmail)
    .option('--no-email', 'no mail to an address of its own')
    .addOption(new Option('--active', 'let it spend again').conflicts('inactive'))
    .addOption(new Option('--inactive', 'refuse its paid calls').conflicts('active'))
    .option('--sync', 'bring its key at the gateway up to date, and encrypt it anew', false)
    .option(
      '--no-migrate',
      'do not create or update tables: for a role that may not, after wdh migrate up --budget',
    )
    .addHelpText('after', examples)
    .action(
      act<SetOptions>(async (context, options, [tenant = '']) => {
        const { setBudget } = await import('./set-budget.js');
        return setBudget(context, tenant, options);
      }),
    );
}
