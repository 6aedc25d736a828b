import { describe, expect, it } from 'vitest';
import type { WireRun } from '../../../../src/wire/runs.js';
import { someRun } from '../../../../test/support/some-run.js';
import { outcomeOf, withoutCode } from './run-outcome.js';

const outcome = (run: Partial<WireRun['run']>, checks: WireRun['checks'] = []) =>
  outcomeOf({ run: { ...someRun, ...run }, checks });

describe('what a page of a run says first', () => {
  it('is nothing for a run that loaded all its rows', () => {
    expect(outcome({ status: 'success' })).toBeNull();
    expect(outcome({ status: 'running' })).toBeNull();
  });

  it('is the error of a failed run, without its code', () => {
    const failed = { status: 'failed', errorCode: 'X', errorMessage: '[X] It broke.' } as const;
    expect(outcome(failed)).toMatchObject({ tone: 'bad', text: 'It broke.' });
  });

  it('never makes a failed check look green', () => {
    const checks = [{ name: 'no gaps', hasPassed: false, found: 3, severity: 'warn' as const }];
    expect(outcome({ status: 'success' }, checks)).toMatchObject({
      tone: 'warning',
      title: 'It loaded its rows, but a check failed',
      text: 'no gaps',
    });
  });

  it('points out warnings, and an input without rows', () => {
    expect(outcome({ status: 'success', warnings: 2 })?.tone).toBe('warning');
    const rows = someRun.rows === null ? null : { ...someRun.rows, read: 0 };
    expect(outcome({ status: 'success', rows })?.title).toBe('It read no rows');
  });

  it.each(['queued', 'abandoned', 'cancelled', 'skipped', 'rehearsed'] as const)(
    'explains a run that is %s',
    (status) => {
      expect(outcome({ status })?.text).toMatch(/\.$/);
    },
  );

  it('says that the end of a running one is requested', () => {
    const requested = { status: 'running', cancelRequestedAt: someRun.startedAt } as const;
    expect(outcome(requested)?.title).toBe('Its end is requested');
  });
});

describe('a message without its code', () => {
  it('keeps a message that has none, and one of another code', () => {
    expect(withoutCode('[Y] It broke.', 'X')).toBe('[Y] It broke.');
    expect(withoutCode('It broke.', null)).toBe('It broke.');
    expect(withoutCode('[X] It broke. | Domain: strikes', 'X')).toBe('It broke.');
    expect(withoutCode(null, null)).toBe('No reason was recorded. The log may say more.');
  });
});
