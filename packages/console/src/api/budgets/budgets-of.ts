import type { ConsoleBudgets, ConsoleOptions } from '../../console-options.js';
import { Refusal } from '../../http/refusal.js';

/** Returns the budgets of a console. @throws Refusal 404 `BUDGETS_NOT_USED` */
export function budgetsOf({ budgets }: Pick<ConsoleOptions, 'budgets'>): ConsoleBudgets {
  if (budgets !== undefined) return budgets;
  throw new Refusal(
    404,
    'BUDGETS_NOT_USED',
    'This console has no budgets. Install @wdh/budget, create its tables by wdh migrate up --budget, and start the console again.',
  );
}
