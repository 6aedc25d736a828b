import { describe, expect, it } from 'vitest';
import { runsOut } from './runs-out.js';

const forecast = {
  ...{ since: '2026-01-24T00:00:00.000Z', spent: '70', perDay: '10' },
  reachesBudgetAt: '2026-02-02T00:00:00.000Z',
  blocksAt: '2026-02-03T00:00:00.000Z',
};
const late = '2026-03-01T00:00:00.000Z';

describe('runsOut', () => {
  it('names the day of the budget, and within the grace that of the block', () => {
    const at = runsOut({ isActive: true, level: 'alert', forecast, resetsAt: late });
    expect(at).toEqual({ text: 'Used up on', at: forecast.reachesBudgetAt, isSoon: true });
    const graced = { ...forecast, reachesBudgetAt: null };
    const blocked = runsOut({
      isActive: true,
      level: 'critical',
      forecast: graced,
      resetsAt: null,
    });
    expect(blocked).toEqual({ text: 'Blocked on', at: forecast.blocksAt, isSoon: true });
  });

  it('says that a budget lasts until it is reset', () => {
    const resetsAt = '2026-02-02T00:00:00.000Z';
    const found = runsOut({ isActive: true, level: 'normal', forecast, resetsAt });
    expect(found).toEqual({ text: 'Not before the reset', at: null, isSoon: false });
  });

  it('has no day without spend, without a forecast, and once calls are blocked', () => {
    const idle = { ...forecast, reachesBudgetAt: null, blocksAt: null };
    const none = { text: 'Not at this rate', at: null, isSoon: false };
    const off = runsOut({ isActive: false, level: 'blocked', forecast, resetsAt: late });
    expect(off).toEqual({ text: 'Not active', at: null, isSoon: false });
    expect(runsOut({ isActive: true, level: 'normal', forecast: idle, resetsAt: late })).toEqual(
      none,
    );
    expect(runsOut({ isActive: true, level: 'normal', forecast: null, resetsAt: late })).toEqual(
      none,
    );
    const now = { text: 'Now', at: null, isSoon: true };
    expect(runsOut({ isActive: true, level: 'blocked', forecast, resetsAt: late })).toEqual(now);
  });
});
