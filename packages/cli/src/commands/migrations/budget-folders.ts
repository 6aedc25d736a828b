import type { MigrationFolder } from '@wdh/migrations';
import { importBudget, importBudgetIfAny } from '../../project/import-budget.js';
import { foldersInUse } from './folders-in-use.js';

/** Where the migrations of budgets may be wanted. */
export interface BudgetPlace {
  readonly connectionUrl: string;
  /** Whether the user asks for them. */
  readonly isWanted: boolean;
}

/**
 * Returns the migrations of budgets, if they are used: they are wanted, or their tables are in the database.
 *
 * @throws WdhError `PACKAGE_MISSING` (usage) if they are wanted and the package is not installed.
 */
export async function budgetFolders(place: BudgetPlace): Promise<readonly MigrationFolder[]> {
  if (place.isWanted) return [(await importBudget('wdh migrate --budget')).budgetMigrations];
  const found = await importBudgetIfAny();
  return found === null ? [] : foldersInUse(place.connectionUrl, found.budgetMigrations);
}
