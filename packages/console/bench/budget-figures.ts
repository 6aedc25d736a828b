import { readFile } from 'node:fs/promises';
import postgres from 'postgres';
import { addressFigures } from './api-figures.js';
import type { BenchConsole } from './bench-console.js';
import { type Figure, percentile } from './figure.js';

const fill = new URL('../../budget/test/support/fill-spend.sql', import.meta.url);
const middle = new Date(Date.now() - 15 * 86_400_000).toISOString();
const half = '/budgets/tenant_0';

/** Addresses of the API about budgets, by what they answer. */
const addresses: Readonly<Record<string, string>> = {
  'all budgets': '/budgets',
  'a budget': half,
  'spend of 7 days': `${half}/spend?days=7&zone=Asia/Shanghai`,
  'spend of 30 days, of a tenant of many': '/budgets/tenant_7/spend?days=30',
  'spend of 30 days, 500,000 calls': `${half}/spend?days=30&zone=Asia/Shanghai`,
  'the latest calls': `${half}/entries?limit=25`,
  'calls from the middle': `${half}/entries?limit=25&before=${middle}`,
};

/** Measures the answers about budgets at 1,000,000 paid calls of 30 days, half of them of one tenant. */
export async function budgetFigures(console: BenchConsole): Promise<readonly Figure[]> {
  const sql = postgres(console.connectionUrl, { max: 1, onnotice: () => undefined });
  await sql.unsafe(await readFile(fill, 'utf8'));
  await sql`vacuum analyze`;
  await sql.end();
  // Sums are used again for some seconds: the first answer adds them up.
  const first: Figure[] = [];
  for (const [what, path] of Object.entries(addresses)) {
    const started = performance.now();
    const answer = await fetch(`${console.origin}/api${path}`, { headers: console.headers });
    await answer.text();
    const measured = performance.now() - started;
    first.push({ what: `${what}: the first answer`, measured, unit: 'ms' });
  }
  const { figures, times } = await addressFigures(console, addresses);
  const measured = percentile(times, 0.95);
  const what = 'all budget requests: p95';
  return [...first, ...figures, { what, measured, unit: 'ms', atMost: 100 }];
}
