import { openBudget } from '@wdh/budget';
import postgres from 'postgres';
import { afterAll } from 'vitest';
import type { ConsoleOptions } from '../../../src/index.js';
import { fillBudgets } from './fill-budgets.js';

/**
 * Returns what opens the budgets of a console for the tests of a file, over tenants at every level, and
 * closes them after the tests.
 */
export function useBudgets(): (url: string) => Promise<Pick<ConsoleOptions, 'budgets'>> {
  const close: (() => Promise<void>)[] = [];
  afterAll(async () => {
    for (const end of close) await end();
  });
  return async (url) => {
    const sql = postgres(url, { max: 1, onnotice: () => undefined });
    await fillBudgets(sql);
    await sql.end();
    const budgets = openBudget({ connectionUrl: url, poolSize: 2 });
    close.push(() => budgets.close());
    return { budgets };
  };
}
