import { describe, expect, it } from 'vitest';
import type { WireRun } from '../../../../src/wire/runs.js';
import { someRun } from '../../../../test/support/some-run.js';
import { questionOf, runActions } from './run-actions.js';

const wire = (run: Partial<WireRun['run']> = {}, openRejects: number | null = null) => ({
  run: { ...someRun, ...run },
  isRepeatable: true,
  openRejects,
});
const show = String;

describe('the actions of a run', () => {
  it('are to cancel while it is open', () => {
    expect(runActions(wire({ status: 'running' }), true)).toStrictEqual([
      { name: 'cancel', label: 'Cancel', obstacle: null },
    ]);
  });

  it('do not cancel twice', () => {
    const requested = wire({ status: 'running', cancelRequestedAt: someRun.startedAt });
    expect(runActions(requested, true)[0]?.obstacle).toBe('Its end is requested already.');
  });

  it('are to repeat it once it has ended, and to replay rejected rows that were kept', () => {
    const names = (openRejects: number | null) =>
      runActions(wire({}, openRejects), true).map(({ name }) => name);
    expect(names(null)).toStrictEqual(['rerun', 'change', 'dryRun']);
    expect(names(24)).toStrictEqual(['rerun', 'change', 'dryRun', 'replay']);
  });

  it('replay nothing where every rejected row is repaired', () => {
    expect(runActions(wire({}, 0), true).at(-1)?.obstacle).toBe(
      'All its rejected rows are repaired.',
    );
  });

  it('replay nothing of a run that loaded nothing', () => {
    const failed = wire({ status: 'failed' }, 24);
    expect(runActions(failed, true).at(-1)?.obstacle).toMatch(/^It loaded nothing/);
  });

  it('need the role operator, and a job that is registered', () => {
    expect(runActions(wire({}, 24), false).map(({ obstacle }) => obstacle)).toStrictEqual(
      Array(4).fill('It needs the role operator.'),
    );
    const strange = { ...wire(), isRepeatable: false };
    expect(runActions(strange, true)[0]?.obstacle).toMatch(/is not registered/);
  });
});

describe('the question before an action', () => {
  it('says what changes', () => {
    expect(questionOf('replay', wire({}, 1), show)?.title).toBe('Replay 1 rejected row?');
    expect(questionOf('dryRun', wire(), show)?.text).toContain('does not change');
    expect(questionOf('cancel', wire({ status: 'queued' }), show)?.text).toContain('at once');
  });

  it('is not asked where a form follows', () => {
    expect(questionOf('change', wire(), show)).toBeNull();
  });
});
