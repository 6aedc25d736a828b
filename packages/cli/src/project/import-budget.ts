import type * as Budget from '@wdh/budget';
import { importIfInstalled, importNeeded } from './import-optional.js';

const load = (): Promise<typeof Budget> => import('@wdh/budget');

/**
 * Imports the package of budgets.
 *
 * @throws WdhError `PACKAGE_MISSING` (usage) with the command that installs it.
 */
export const importBudget = (command: string): Promise<typeof Budget> =>
  importNeeded('@wdh/budget', command, load);

/** Imports the package of budgets; null if it is not installed. */
export const importBudgetIfAny = (): Promise<typeof Budget | null> =>
  importIfInstalled('@wdh/budget', load);
