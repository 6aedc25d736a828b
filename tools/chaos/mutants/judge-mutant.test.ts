import { describe, expect, it } from 'vitest';
import type { VitestReport } from '../report/chaos-test.js';
import { judgeBaseline, judgeMutant } from './judge-mutant.js';
import type { Mutant } from './mutant.js';

const mutant: Mutant = {
  name: 'a dropped await',
  file: 'packages/a/src/a.ts',
  search: 'await commit()',
  replace: 'commit()',
  noticedBy: { project: 'packages/a', files: ['slow'], ids: ['N02', 'N03'] },
};

/** A file of tests, each as `status title`. */
const fileOf = (...tests: string[]): VitestReport['testResults'][number] => ({
  name: '/w/packages/a/test/chaos/slow/a.chaos.test.ts',
  status: tests.some((test) => test.startsWith('failed')) ? 'failed' : 'passed',
  message: '',
  assertionResults: tests.map((test) => {
    const [, status = '', title = ''] = /^(\w+) (.+)$/.exec(test) ?? [];
    return { status, title };
  }),
});
const notLoaded = { ...fileOf(), status: 'failed', message: 'Cannot find module' };

const verdictOf = (testResults: VitestReport['testResults'], exitCode = 1) =>
  judgeMutant(mutant, '/w', { exitCode, report: { testResults } });

describe('judgeMutant', () => {
  it('is detected by a failing test of one of its faults', () => {
    expect(verdictOf([fileOf('passed N02 a: b', 'failed N03 a: b')])).toEqual({
      result: 'noticed',
      noticedBy: ['N03'],
      detail: '',
    });
  });

  it('is detected if the end of the file fails too', () => {
    const file = { ...fileOf('failed N02 a: b'), message: 'a hook failed' };
    expect(verdictOf([file])).toMatchObject({ result: 'noticed', noticedBy: ['N02'] });
  });

  it('survives a failing test of another fault, which is reported', () => {
    expect(verdictOf([fileOf('passed N02 a: b', 'failed K01 a: b')])).toEqual({
      result: 'survived',
      noticedBy: [],
      detail: 'red for another reason: K01',
    });
  });

  it('survives if all tests pass', () => {
    expect(verdictOf([fileOf('passed N02 a: b')], 0)).toMatchObject({ result: 'survived' });
  });

  it.each([
    ['a file fails to load', [notLoaded], 'a.chaos.test.ts failed to load: Cannot find module'],
    ['one does, and another is red', [notLoaded, fileOf('failed N02 a: b')], 'failed to load'],
    [
      'a hook fails',
      [{ ...notLoaded, ...fileOf('skipped N02 a: b'), status: 'failed', message: 'no server' }],
      'no server',
    ],
    ['no test ran', [fileOf('skipped N02 a: b')], 'no test ran'],
    ['there is no test', [], 'no test ran'],
    ['the run fails without a test that does', [fileOf('passed N02 a: b')], 'ended with 1'],
    ['a failing test has no id', [fileOf('failed nothing')], 'should read'],
  ])('is broken if %s', (_case, testResults, detail) => {
    const verdict = verdictOf(testResults);
    expect(verdict).toMatchObject({ result: 'broken', noticedBy: [] });
    expect(verdict.detail).toContain(detail);
  });

  it('is broken if there is no report', () => {
    expect(judgeMutant(mutant, '/w', { exitCode: 1, report: null })).toMatchObject({
      result: 'broken',
      detail: 'no report',
    });
  });
});

const wrongOf = (testResults: VitestReport['testResults'], exitCode = 0) =>
  judgeBaseline([mutant], '/w', { exitCode, report: { testResults } });

describe('judgeBaseline', () => {
  it('accepts a green run with tests of every fault', () => {
    expect(wrongOf([fileOf('passed N02 a: b', 'passed N03 a: b', 'skipped K01 a: b')])).toEqual([]);
  });

  it('reports a fault without tests', () => {
    expect(wrongOf([fileOf('passed N02 a: b', 'skipped N03 a: b')])).toEqual([
      '"a dropped await": no test of N03 passed in packages/a/test/chaos/slow',
    ]);
  });

  it('reports a fault that only other files test', () => {
    const name = '/w/packages/a/test/chaos/load/a.chaos.test.ts';
    expect(wrongOf([{ ...fileOf('passed N02 a: b', 'passed N03 a: b'), name }])).toHaveLength(2);
  });

  it('reports a test that fails', () => {
    expect(wrongOf([fileOf('failed N02 a: b')], 1)).toEqual([
      'packages/a/test/chaos/slow/a.chaos.test.ts: "N02 a: b" failed',
    ]);
  });

  it('reports a file that does not load, a run that fails, and one without a report', () => {
    expect(wrongOf([notLoaded], 1)[0]).toContain('Cannot find module');
    expect(wrongOf([fileOf('passed N02 a: b')], 1)).toEqual(['the run ended with 1']);
    expect(judgeBaseline([mutant], '/w', { exitCode: 1, report: null })).toEqual(['no report']);
  });
});
