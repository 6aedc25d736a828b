import postgres, { type Sql } from 'postgres';
import { type Budget, openBudget } from '../src/index.js';
import type { BenchPlace } from './bench-place.js';
import { type Figure, figure } from './figure.js';

const calls = 4_000;
const workers = 4;
const manyTenants = 50;

/** Measures calls that cost nothing but their reservation and their entry. */
export async function spendFigures({ url }: BenchPlace): Promise<readonly Figure[]> {
  const sql = postgres(url, { max: workers, onnotice: () => undefined });
  const budget = openBudget({ connectionUrl: url, poolSize: workers });
  const names = Array.from({ length: manyTenants }, (_, index) => `tenant ${index}`);
  for (const tenant of names) {
    await budget.createTenant({ tenant, name: tenant, maxBudget: 1_000_000 });
  }
  await sql`create table bare (tenant_id text primary key, spent numeric not null)`;
  await sql`insert into bare values ('tenant 0', 0)`;
  const bare = await perSecond(
    () => sql`update bare set spent = spent + 1 where tenant_id = 'tenant 0' returning spent`,
  );
  const one = await perSecond(() => pay(budget, 'tenant 0'));
  const many = await perSecond((index) => pay(budget, names[index % manyTenants] ?? ''));
  const during = await perSecondDuringLoad(sql, budget);
  await budget.close();
  await sql.end();
  return [
    figure('bare UPDATE … RETURNING of one row', bare, '/s', { atLeast: 1 }),
    figure('calls of one tenant, reserved and entered', one, '/s', { atLeast: 200 }),
    figure(`calls of ${manyTenants} tenants, reserved and entered`, many, '/s', { atLeast: 200 }),
    figure(`calls of one tenant during a load, the last of ${2 * calls}`, during, '/s', {
      atLeast: 100,
    }),
    figure('statements of one tenant beside the bare UPDATE', (2 * one) / bare, '', {
      atLeast: 0.1,
    }),
  ];
}

const pay = (budget: Budget, tenant: string): Promise<null> =>
  budget.spend(tenant, '0.01', () => Promise.resolve(null), { cost: () => '0.01' });

/** Runs a piece of work by several workers at once, and returns how often it was done in a second. */
async function perSecond(work: (index: number) => PromiseLike<unknown>): Promise<number> {
  let begun = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: workers }, async () => {
      while (begun < calls) await work((begun += 1));
    }),
  );
  return (calls * 1_000) / (performance.now() - started);
}

/** The versions of rows that are replaced during a load stay until its transaction ends. */
async function perSecondDuringLoad(sql: Sql, budget: Budget): Promise<number> {
  const load = await sql.reserve();
  await load`begin`;
  await load`create table loaded (id int)`;
  await perSecond(() => pay(budget, 'tenant 0'));
  const measured = await perSecond(() => pay(budget, 'tenant 0'));
  await load`rollback`;
  load.release();
  return measured;
}
