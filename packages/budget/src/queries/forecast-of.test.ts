import { describe, expect, it } from 'vitest';
import { forecastOf } from './forecast-of.js';

const now = new Date('2026-01-31T00:00:00Z');
const daysBefore = (days: number): Date => new Date(now.getTime() - days * 86_400_000);
const rate = {
  ...{ tenant: 'acme', since: daysBefore(7), spent: '70.00', now },
  periodStartedAt: daysBefore(10),
};
const status = { source: 'entries', spent: '80', budget: '100', graceLeft: '30' } as const;

describe('forecastOf', () => {
  it('divides the spend of the last days exactly, and says when budget and grace are used up', () => {
    expect(forecastOf(status, rate)).toEqual({
      ...{ since: daysBefore(7), spent: '70.00', perDay: '10' },
      reachesBudgetAt: new Date('2026-02-02T00:00:00Z'),
      blocksAt: new Date('2026-02-03T00:00:00Z'),
    });
    expect(forecastOf(status, { ...rate, spent: '0.10' }).perDay).toBe('0.0143');
    expect(forecastOf(status, { ...rate, spent: '100' }).perDay).toBe('14.29');
  });

  it('takes the spend since the period began where a gateway counts it', () => {
    const found = forecastOf({ ...status, source: 'gateway' }, rate);
    expect(found).toMatchObject({ since: daysBefore(10), spent: '80', perDay: '8' });
  });

  it('has no day without spend, and none for what is reached or farther than ten years', () => {
    const none = { reachesBudgetAt: null, blocksAt: null };
    expect(forecastOf(status, { ...rate, spent: '0' })).toMatchObject({ ...none, perDay: '0' });
    expect(forecastOf(status, { ...rate, spent: '0.01' })).toMatchObject(none);
    const over = { ...status, spent: '110', graceLeft: '0' };
    expect(forecastOf(over, rate)).toMatchObject(none);
  });

  it('takes a rate of less than an hour for one of an hour', () => {
    const young = { ...rate, since: new Date(now.getTime() - 1000), spent: '1' };
    expect(forecastOf(status, young).perDay).toBe('24');
  });
});
