import { openBudget } from '../src/index.js';
import type { BenchPlace } from './bench-place.js';
import { type Figure, figure } from './figure.js';

const checks = 2_000;
const tenants = 100;

/** Measures the check of a budget by its own entries. */
export async function checkFigures({ url }: BenchPlace): Promise<readonly Figure[]> {
  const budget = openBudget({ connectionUrl: url });
  const names = Array.from({ length: tenants }, (_, index) => `tenant ${index}`);
  for (const tenant of names) await budget.createTenant({ tenant, name: tenant });
  const times: number[] = [];
  for (let index = 0; index < checks; index += 1) {
    const started = performance.now();
    await budget.getBudgetStatus(names[index % tenants] ?? '');
    times.push(performance.now() - started);
  }
  const p95 = times.toSorted((a, b) => a - b)[Math.floor(checks * 0.95)] ?? Number.NaN;
  const started = performance.now();
  await Promise.all(names.map((tenant) => budget.getBudgetStatus(tenant)));
  const atOnceMs = performance.now() - started;
  await budget.close();
  return [
    figure('check of a budget, 95th percentile', p95, 'ms', { atMost: 5 }),
    figure('100 checks at once', atOnceMs, 'ms', { atMost: 1_000 }),
  ];
}
