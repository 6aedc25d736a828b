import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { BudgetExceededError, budgetMigrations, openBudget, paidStep } from '@wdh/budget';
import { migrateUp } from '@wdh/migrations';

const wdh = async (connectionUrl: string, ...args: readonly string[]): Promise<string> => {
  const env = { ...process.env, DATABASE_URL: connectionUrl };
  const { stdout } = await promisify(execFile)('node_modules/.bin/wdh', args, { env });
  return stdout;
};

/** Spends within a budget by the installed package, and reads it by the installed command. */
export async function checkBudget(connectionUrl: string): Promise<void> {
  await migrateUp({ connectionUrl, folders: [budgetMigrations] });
  const budget = openBudget({ connectionUrl });
  try {
    await budget.createTenant({ tenant: 'consumer', name: 'Consumer', maxBudget: '1' });
    const spend = (cost: string): Promise<string> =>
      budget.spend('consumer', cost, () => Promise.resolve('answer'), { cost: () => cost });
    assert.equal(await spend('0.25'), 'answer');
    await assert.rejects(spend('0.86'), BudgetExceededError);
  } finally {
    await budget.close();
  }
  const statuses = JSON.parse(await wdh(connectionUrl, 'budget', '--json')) as readonly {
    readonly tenant: string;
    readonly spent: string;
  }[];
  assert.deepEqual(
    statuses.map(({ tenant, spent }) => ({ tenant, spent })),
    [{ tenant: 'consumer', spent: '0.25' }],
  );
  assert.equal(typeof paidStep, 'function');
}
