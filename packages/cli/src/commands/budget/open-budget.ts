import type { Budget } from '@wdh/budget';
import { migrateUp } from '@wdh/migrations';
import { WdhError } from '@wdh/pipeline-core';
import { auditMigrations } from '@wdh/runs';
import type { CommandContext } from '../../context/command-context.js';
import { importBudget } from '../../project/import-budget.js';
import { hasDatabase } from '../../records/open-records.js';

/** How a command opens the budgets. */
export interface OpenBudgetOptions {
  /** Such as `wdh budget set`, for an error about the package. */
  readonly command: string;
  /** Whether pending migrations are applied before. Default false. */
  readonly migrate?: boolean;
}

/**
 * Opens the budgets in the database of the project, with the gateway and the notices of the settings.
 *
 * @throws WdhError `PACKAGE_MISSING` (usage) with the command that installs it.
 */
export async function openBudgets(
  context: CommandContext,
  { command, migrate = false }: OpenBudgetOptions,
): Promise<Budget> {
  const { openConfiguredBudget } = await importBudget(command);
  const connectionUrl = await context.connectionUrl();
  if (migrate) await migrateBudget(connectionUrl, command);
  return openConfiguredBudget(context.settings, { connectionUrl, logger: context.warnings });
}

/** Creates the tables of runs and budgets, or brings them to this version. */
export async function migrateBudget(connectionUrl: string, command: string): Promise<void> {
  const { budgetMigrations } = await importBudget(command);
  await migrateUp({ connectionUrl, folders: [auditMigrations, budgetMigrations] });
}

/** Reads budgets, and creates nothing: null if there is no database, or if it has no tables of budgets. */
export async function readBudgets<Result>(
  context: CommandContext,
  command: string,
  read: (budget: Budget) => Promise<Result>,
): Promise<Result | null> {
  await importBudget(command);
  if (!(await hasDatabase(context))) return null;
  const budget = await openBudgets(context, { command });
  try {
    return await read(budget);
  } catch (error) {
    if (lacksTables(error)) return null;
    throw error;
  } finally {
    await budget.close();
  }
}

/** Tables of an older version are an error: there may be budgets. */
export function lacksTables(error: unknown): boolean {
  if (!(error instanceof WdhError) || error.code !== 'BUDGET_TABLES_MISSING') return false;
  return error.cause instanceof WdhError && error.cause.code === 'TABLE_NOT_FOUND';
}
