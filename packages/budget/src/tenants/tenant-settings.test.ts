import { expect, it } from 'vitest';
import { checkTenant } from './tenant-errors.js';
import { checkSettings } from './tenant-settings.js';

it('accepts settings at their limits, and returns the exact budget', () => {
  for (const duration of ['30s', '15m', '12h', '30d', '2w', '1mo', null]) {
    expect(
      checkSettings({
        ...{ tenant: 'acme', name: 'Acme', notifyEmail: null, maxBudget: 0.1 },
        ...{ alertThreshold: 50, graceThreshold: 150, duration, by: 'ada', startsAt: new Date(0) },
      }),
    ).toBe('0.1');
  }
  expect(checkSettings({})).toBeUndefined();
});

it('names all problems at once', () => {
  expect(() =>
    checkSettings({
      ...{ tenant: '', name: 'a\nb', notifyEmail: 'nobody', maxBudget: 1, by: ' ' },
      ...{ alertThreshold: 49, graceThreshold: 151, duration: '30', startsAt: new Date('never') },
    }),
  ).toThrow(
    /tenant must.*name must.*by must.*notifyEmail must.*alertThreshold must.*graceThreshold must.*duration must.*startsAt must/,
  );
});

it.each([
  { duration: '0d' },
  { duration: '-1d' },
  { duration: '1y' },
  { duration: '1.5d' },
  { duration: '1234567d' },
  { duration: 30 as never },
  { alertThreshold: 80.5 },
  { alertThreshold: '80' as never },
  { graceThreshold: Number.NaN },
  { name: 'x'.repeat(201) },
  { tenant: 'x'.repeat(101) },
  { tenant: 7 as never },
  // No mail would be sent to these.
  { notifyEmail: 'a(b)@example.com' },
  { notifyEmail: 'a,b@example.com' },
  { notifyEmail: 'Ops<ops@example.com>' },
])('refuses %j', (settings) => {
  expect(() => checkSettings(settings)).toThrow(
    expect.objectContaining({ code: 'BUDGET_OPTION_INVALID', category: 'usage' }),
  );
});

it.each([undefined, null, 7, '', 'x'.repeat(101), 'a\0b'])(
  'takes %j for a tenant that does not exist',
  (tenant) => {
    expect(() => {
      checkTenant(tenant);
    }).toThrow(expect.objectContaining({ code: 'TENANT_UNKNOWN' }));
  },
);
