import type { BudgetStatus } from '@wdh/budget';
import { describe, expect, it } from 'vitest';
import { showText } from '../../../terminal/show-text.js';
import { barLegend, budgetBar } from './budget-bar.js';
import { formatStatus } from './format-status.js';
import { formatTenant } from './format-tenant.js';

const acme: BudgetStatus = {
  ...{ tenant: 'acme', name: 'Acme Ltd', isActive: true, notifyEmail: null, duration: '30d' },
  ...{ spent: '400.00', reserved: '0', budget: '500.00', overrides: '0' },
  ...{ alertThreshold: 80, graceThreshold: 110, percentage: '80.00', graceLeft: '150.00' },
  ...{ resetsAt: new Date('2027-02-01T00:00:00Z'), daysToReset: 12, level: 'alert' },
  ...{ isBlocked: false, source: 'entries', periodStartedAt: new Date('2027-01-02T00:00:00Z') },
};
const blocked: BudgetStatus = {
  ...{ ...acme, tenant: 'initech', spent: '11.00', budget: '10.00', percentage: '110.00' },
  ...{ graceLeft: '0', level: 'blocked', isBlocked: true, daysToReset: null, resetsAt: null },
};
const plain = (text: string): string => showText(text).replace(/ +$/gm, '');

describe('the table of budgets', () => {
  it('shows what is spent and left, and what to do about a tenant that is blocked', () => {
    expect(plain(formatStatus([acme, blocked], 120))).toBe(
      `tenant   used                    spent   budget       %     left  resets  level
acme     ██████████████░░░░··  $400.00  $500.00   80.00  $150.00  in 12d  alert
initech  ████████████████████   $11.00   $10.00  110.00    $0.00   never  blocked

${barLegend}

initech is blocked: wdh budget override initech AMOUNT --for 7d --reason WHY`,
    );
  });

  it('colours the level alone', () => {
    const styled = (status: BudgetStatus): string => formatStatus([status], 120);
    expect(styled(acme)).toContain('\u001B[33malert');
    expect(styled(blocked)).toContain('\u001B[31mblocked');
    expect(styled({ ...acme, level: 'normal' })).toContain('\u001B[32mnormal');
  });

  it.each([80, 40])('fits %i columns: the bar is what gives way first', (width) => {
    const lines = plain(formatStatus([{ ...acme, tenant: 'a'.repeat(60) }], width)).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
    expect(lines.join('')).not.toContain('█');
  });

  it('says that the spend is not known where the gateway did not answer', () => {
    const shown = plain(formatStatus([{ ...acme, source: 'unknown' }], 120));
    expect(shown).toContain('$400.00?');
    expect(shown).toContain('acme: the gateway did not answer, so its spend is not known');
  });

  it('shows a tenant that is not active as such, without advice', () => {
    const shown = plain(formatStatus([{ ...blocked, isActive: false }], 120));
    expect(shown).toContain('inactive');
    expect(shown).not.toContain('wdh budget override');
  });

  it('escapes what a name contains', () => {
    const shown = plain(formatStatus([{ ...blocked, tenant: 'a\u001B[2J' }], 120));
    expect(shown).not.toContain('\u001B');
    expect(shown).toContain('a\\u001b[2J is blocked');
  });
});

describe('the bar of a budget', () => {
  it.each([
    ['nothing spent', {}, '░░░░░░░░░·'],
    ['a little', { spent: '0.01' }, '█░░░░░░░░·'],
    ['half', { spent: '275' }, '█████░░░░·'],
    ['reserved', { spent: '275', reserved: '55' }, '█████▒░░░·'],
    ['all of the budget', { spent: '500' }, '█████████·'],
    ['just below the limit', { spent: '549.9999' }, '█████████·'],
    ['reserved up to the limit', { spent: '0', reserved: '550' }, '▒▒▒▒▒▒▒▒▒·'],
    ['blocked', { spent: '550', level: 'blocked' as const }, '██████████'],
    ['a budget of zero', { budget: '0' }, '██████████'],
    ['no grace', { spent: '250', graceThreshold: 100 }, '█████░░░░░'],
  ])('of %s', (_, changes, bar) => {
    expect(budgetBar({ ...acme, spent: '0', ...changes }, 10)).toBe(bar);
  });
});

describe('a tenant in detail', () => {
  it('says where its budget is going, what was added, and what spent it', () => {
    const shown = formatTenant(
      {
        ...acme,
        forecast: {
          ...{ since: acme.periodStartedAt, spent: '400', perDay: '21.5' },
          reachesBudgetAt: new Date('2027-01-24T15:00:00Z'),
          blocksAt: new Date('2027-01-26T23:00:00Z'),
        },
        activeOverrides: [
          {
            ...{ overrideId: '1', tenant: 'acme', amount: '50.0000', isExpired: false },
            ...{ createdBy: 'anna', reason: 'backfill of May', createdAt: new Date(0) },
            expiresAt: new Date('2027-01-31T18:00:00Z'),
          },
        ],
        steps: Array.from({ length: 12 }, (_, at) => ({
          ...{ jobName: at === 0 ? null : 'companies', stepName: `step ${String(at)}` },
          ...{ spent: '33.3', calls: 1200, estimated: 0 },
        })),
      },
      120,
    );
    const text = plain(shown);
    expect(text).toContain(`name        Acme Ltd
alert       from 80 %
blocked     from 110 %
reserved    $0.00 for calls that run now
resets      2027-02-01 00:00:00Z
rate        $21.50 a day
blocked by  2027-01-26 23:00:00Z at this rate, unless it is reset before`);
    expect(text).toMatch(/\$50\.00 +2027-01-31 18:00:00Z +anna +backfill of May/);
    expect(text).toMatch(/\(no job\) +step 0 +1,200 +\$33\.30/);
    expect(text).toContain('and 2 more steps: --json');
  });
});
