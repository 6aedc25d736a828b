import { userInfo } from 'node:os';
import type { BudgetStatus } from '@wdh/budget';
import { describe, expect, inject, it } from 'vitest';
import { openLocalPlace } from '../../support/local-place.js';
import { useWorkplace } from '../../support/use-workplace.js';
import { openWorkplace } from '../../support/workplace.js';

const place = useWorkplace();

const json = async <Result>(...args: string[]): Promise<Result> =>
  JSON.parse((await place.run('budget', ...args, '--json')).stdout) as Result;

/** Enters what a call has cost. */
const spend = (tenant: string, cost: string) => place.sql`
  with balance as (
    update budget_balances set spent = spent + ${cost} where tenant_id = ${tenant} returning *
  )
  insert into spend_entries (tenant_id, reservation_id, period, cost, job_name, step_name)
  select tenant_id, gen_random_uuid(), period, ${cost}, 'companies', 'ask the register' from balance`;

describe('wdh budget', () => {
  it('reads a database without budgets as one without tenants, and creates nothing', async () => {
    for (const args of [[], ['status'], ['alerts']]) {
      const { exitCode, stdout } = await place.run('budget', ...args);
      expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/^No tenant|^There are no/)]);
    }
    expect(await json('status')).toEqual([]);
    const { exitCode, stderr } = await place.run('budget', 'status', 'acme');
    expect([exitCode, stderr]).toEqual([
      2,
      expect.stringContaining('wdh budget set acme --create'),
    ]);
    const reset = await place.run('budget', 'reset', 'acme', '--yes');
    expect([reset.exitCode, reset.stderr]).toEqual([
      5,
      expect.stringContaining('wdh migrate up --budget'),
    ]);
    expect(await place.sql`select to_regclass('tenant_configs') as found`).toEqual([
      { found: null },
    ]);
  });

  it('creates a tenant with its tables, and shows its budget', async () => {
    const created = await place.run(
      ...['budget', 'set', 'acme', '--create', '--name', 'Acme Ltd', '--max', '500'],
    );
    expect(created.stderr).toBe('');
    expect([created.exitCode, created.stdout]).toEqual([
      0,
      expect.stringMatching(/^Tenant acme is created\.\n\ntenant +/),
    ]);
    const { stdout } = await place.run('budget');
    expect(stdout).toMatch(
      /^tenant +used +spent +budget +% +left +resets +level\nacme +░+·+ +\$0\.00 +\$500\.00 +0\.00 +\$550\.00 +in 30d +normal\n/,
    );
    expect(await json<BudgetStatus[]>('status')).toMatchObject([
      { tenant: 'acme', name: 'Acme Ltd', graceLeft: '550.00', alertThreshold: 80, isActive: true },
    ]);
    expect(await place.sql`select actor, operation from audit_log`).toEqual([
      { actor: userInfo().username, operation: 'budget.create' },
    ]);
  });

  it('changes what is given, and leaves the rest', async () => {
    await place.run(
      'budget',
      'set',
      'rest',
      '--create',
      '--max',
      '100',
      '--email',
      'a@example.com',
    );
    const changed = await json<BudgetStatus>('set', 'rest', '--alert', '90', '--grace', '100');
    expect(changed).toMatchObject({
      ...{ budget: '100.00', alertThreshold: 90, graceThreshold: 100 },
      ...{ notifyEmail: 'a@example.com', duration: '30d' },
    });
    expect(await json('set', 'rest', '--no-email', '--duration', 'never')).toMatchObject({
      ...{ notifyEmail: null, resetsAt: null, alertThreshold: 90 },
    });
    expect(await json('set', 'rest', '--inactive')).toMatchObject({ isActive: false });
    expect((await place.run('budget')).stdout).toMatch(/rest .* inactive\n/);
    expect((await place.run('budget', 'status', 'rest', '--check')).exitCode).toBe(8);
    expect(await json('set', 'rest', '--active')).toMatchObject({ isActive: true });
  });

  it('ends a check with 8 where calls are refused, and says what to do', async () => {
    await place.run('budget', 'set', 'tight', '--create', '--max', '10');
    await spend('tight', '10.9999');
    expect((await place.run('budget', 'status', 'tight', '--check')).exitCode).toBe(0);
    await spend('tight', '0.0001');
    const { exitCode, stdout } = await place.run('budget', 'status', 'tight', '--check');
    expect([exitCode, stdout]).toEqual([8, expect.stringMatching(/tight .* 110\.00 .* blocked/)]);
    expect(stdout).toContain('tight is blocked: wdh budget override tight AMOUNT --for 7d');
    expect(stdout).toMatch(/companies +ask the register +2 +\$11\.00/);
    expect((await place.run('budget', 'status', 'tight')).exitCode).toBe(0);
    expect((await place.run('budget', 'status', '--check')).exitCode).toBe(8);
  });

  it('adds an override until it expires, with who and why', async () => {
    await place.run('budget', 'set', 'more', '--create', '--max', '10');
    const added = await place.run(
      ...['budget', 'override', 'more', '2.50', '--for', '7d', '--reason', 'backfill of May'],
    );
    expect([added.exitCode, added.stdout]).toEqual([
      0,
      expect.stringMatching(/^\$2\.50 more for more until \d{4}-\d\d-\d\d .*Z\.\n\n/),
    ]);
    const status = await json<{ budget: string; activeOverrides: object[] }>('status', 'more');
    expect(status).toMatchObject({
      budget: '12.50',
      activeOverrides: [{ reason: 'backfill of May', createdBy: userInfo().username }],
    });
    expect((await place.run('budget', 'status', 'more')).stdout).toContain('backfill of May');
  });

  it('lists alerts, the latest first', async () => {
    await place.run('budget', 'set', 'noisy', '--create');
    await place.sql`
      insert into budget_alert_history (tenant_id, event_type, spend, max_budget, percentage, created_at)
      values ('noisy', 'spend', 400, 500, 80, '2026-01-01'), ('noisy', 'spend', 550, 500, 110, now())`;
    const { stdout } = await place.run('budget', 'alerts', 'noisy');
    expect(stdout).toMatch(
      /^time \(UTC\) +tenant +reported by +spent +budget +%\n.* noisy +spend +\$550\.00 +\$500\.00 +110.*\n2026-01-01 .* \$400\.00/,
    );
    expect(await json('alerts', 'noisy', '--since', '7d')).toHaveLength(1);
    expect(await json('alerts', '--limit', '1')).toMatchObject([{ tenant: 'noisy', spent: '550' }]);
    expect((await place.run('budget', 'alerts', 'acme')).stdout).toContain('There are no alerts');
    expect((await place.run('budget', 'alerts', 'noise')).stderr).toContain('did you mean noisy?');
  });

  it('resets after a question only, or with --yes', async () => {
    await place.run('budget', 'set', 'again', '--create', '--max', '10');
    await spend('again', '11');
    const refused = await place.run('budget', 'reset', 'again');
    expect([refused.exitCode, refused.stdout]).toEqual([2, '']);
    expect(refused.stderr).toContain('$11.00 of $10.00, counts as zero from now on. Add --yes');
    expect(await json('status', 'again')).toMatchObject({ spent: '11.00', isBlocked: true });
    const { exitCode, stdout } = await place.run('budget', 'reset', 'again', '--yes');
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('$11.00 no longer count.')]);
    expect(await json('status', 'again')).toMatchObject({ spent: '0.00', isBlocked: false });
  });

  it.each([
    [['set', 'acme', '--create'], 'There is a tenant'],
    [['set', 'acmee', '--max', '1'], 'There is no tenant acmee: did you mean acme?'],
    [['set', 'acme'], 'Nothing is given to change: add --max'],
    [['set', 'acme', '--sync'], '--sync needs a gateway: set LITELLM_URL'],
    [['set', 'acme', '--max', '-1'], 'Expected an amount in US dollars'],
    [['set', 'acme', '--max', '1e3'], 'Expected an amount in US dollars'],
    [['set', 'acme', '--alert', '49'], 'whole number from 50 to 100'],
    [['set', 'acme', '--grace', '151'], 'whole number from 100 to 150'],
    [['set', 'acme', '--duration', 'monthly'], 'Expected a length such as 30d'],
    [['set', 'acme', '--email', 'ops'], 'Expected one mail address'],
    [['set', 'acme', '--active', '--inactive'], "cannot be used with option '--inactive'"],
    [['override', 'acme', '5', '--for', '7d'], "required option '--reason <text>'"],
    [['override', 'acme', '5', '--reason', 'x'], 'Say when it expires, by --for 7d'],
    [['override', 'acme', '5', '--reason', 'x', '--until', '2020-01-01'], 'in the past'],
    [['override', 'acme', '0', '--reason', 'x', '--for', '7d'], 'amount must be more than 0'],
    [['override', 'acmee', '5', '--reason', 'x', '--for', '7d'], 'did you mean acme?'],
    [['reset', 'unheard-of', '--yes'], 'wdh budget set unheard-of --create'],
    [['status', 'acmee'], 'did you mean acme?'],
    [['alerts', '--limit', '0'], 'Expected a whole number from 1 on'],
  ])('refuses %j with what to do', async (args, words) => {
    const { exitCode, stdout, stderr } = await place.run('budget', ...args);
    expect(stderr).toContain(words);
    expect([exitCode, stdout]).toEqual([2, '']);
  });

  it('names a setting that lacks another before it opens anything', async () => {
    const { wdh } = await import('../../support/start-wdh.js');
    const env = {
      DATABASE_URL: place.databaseUrl,
      SMTP_URL: 'smtp://mail.example.com',
      LITELLM_URL: 'https://llm.example.com',
    };
    const { exitCode, stderr } = await wdh(['budget'], { cwd: place.folder, env });
    expect([exitCode, stderr]).toEqual([
      2,
      expect.stringMatching(/SMTP_URL needs BUDGET_MAIL_FROM.*BUDGET_KEY_SECRET/),
    ]);
  });
});

describe('wdh budget elsewhere', () => {
  it('works in an empty folder, with the local server', async () => {
    const local = await openLocalPlace();
    expect((await local.run('budget')).stdout).toMatch(/^No tenant has a budget yet/);
    const created = await local.run('budget', 'set', 'acme', '--create', '--max', '5');
    expect(created).toMatchObject({ exitCode: 0, stderr: '' });
    expect(JSON.parse((await local.run('budget', '--json')).stdout)).toMatchObject([
      { tenant: 'acme', budget: '5.00' },
    ]);
  });

  it('creates no tables for a role that may not, and names the command that does', async () => {
    await using empty = await openWorkplace(inject('serverUrl'));
    const args = ['budget', 'set', 'acme', '--create', '--no-migrate'];
    const { exitCode, stderr } = await empty.run(...args);
    expect([exitCode, stderr]).toEqual([5, expect.stringContaining('wdh migrate up --budget')]);
    expect(await empty.run('migrate', 'up', '--budget')).toMatchObject({ exitCode: 0 });
    expect(await empty.run(...args)).toMatchObject({ exitCode: 0 });
  });
});
