import type { RunActivity, Runs } from '@wdh/runs';
import { describe, expect, it } from 'vitest';
import { RecentDays } from './recent-days.js';

/** Counts how many days each call reads; the day of the month is today. */
function records(): Pick<Runs, 'activity'> & { today: number; readonly read: number[] } {
  const read: number[] = [];
  const of = (day: number, loaded: number) => ({
    day: `2026-01-${day}`,
    ...{ loaded, rejected: 0, succeeded: 1, failed: 0 },
  });
  return {
    today: 31,
    read,
    activity({ days = 30 } = {}): Promise<RunActivity> {
      read.push(days);
      const first = this.today - days + 1;
      return Promise.resolve({
        open: { queued: 0, running: 0 },
        days: Array.from({ length: days }, (_, index) => of(first + index, read.length)),
        sinceYesterday: new Date(0),
        ended: {},
      });
    },
  };
}

describe('RecentDays', () => {
  it('reads the days before yesterday once, and the last two again', async () => {
    const runs = records();
    const recent = new RecentDays(runs);
    const first = await recent.of('UTC', 0);
    const second = await recent.of('UTC', 1_000);
    expect(runs.read).toEqual([2, 30, 2]);
    expect(first.days.map(({ loaded }) => loaded)).toEqual(Array.from({ length: 30 }, () => 2));
    expect(second.days).toHaveLength(30);
    expect(second.days.map(({ day }) => day)).toEqual(first.days.map(({ day }) => day));
    expect(second.days.slice(-3).map(({ loaded }) => loaded)).toEqual([2, 3, 3]);
  });

  it('reads them again on another day, for another zone, and after ten minutes', async () => {
    const runs = records();
    const recent = new RecentDays(runs);
    await recent.of('UTC', 0);
    runs.today = 32;
    expect((await recent.of('UTC', 1)).days.at(-1)?.day).toBe('2026-01-32');
    await recent.of('Asia/Shanghai', 2);
    await recent.of('UTC', 600_001);
    expect(runs.read).toEqual([2, 30, 2, 30, 2, 30, 2, 30]);
  });
});
