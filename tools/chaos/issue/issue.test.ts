import { describe, expect, it } from 'vitest';
import type { MutantResult } from '../mutants/mutant-report.js';
import { sampleReport, sampleTest } from '../test/sample-report.js';
import { draftMutantIssue, draftTestIssue } from './issue.js';

const green = sampleReport([sampleTest()]);
const failed = sampleTest({ status: 'failed' });
const draftOf = (...versions: Parameters<typeof draftTestIssue>[0]['versions']) =>
  draftTestIssue({ versions, mutants: null });

describe('draftTestIssue', () => {
  it('reports a failure of several versions once', () => {
    const { title, body } = draftOf(
      { version: 15, report: sampleReport([failed]) },
      { version: 16, report: green },
      { version: 17, report: sampleReport([failed], { seed: 7 }) },
    );
    expect(title).toBe('Chaos tests fail: N02');
    expect(body.match(/a black hole/g)).toHaveLength(1);
    expect(body).toContain('slow/a.chaos.test.ts`), on PostgreSQL 15, 17\n');
    expect(body).toContain('| 16 | green |');
    expect(body).toContain('| 17 | red | `npm run test:chaos -- --pg 17 --seed 7` |');
  });

  it('has the same title for any failed version', () => {
    const report = sampleReport([sampleTest({ id: 'K01', status: 'failed' }), failed]);
    const one = draftOf({ version: 15, report }, { version: 16, report: green });
    const other = draftOf({ version: 15, report: green }, { version: 16, report });
    expect(one.title).toBe('Chaos tests fail: K01, N02');
    expect(other.title).toBe(one.title);
  });

  it('does not report a missing report as a failing test', () => {
    const { title, body } = draftOf({ version: 15, report: null }, { version: 16, report: green });
    expect(title).toBe('Chaos tests fail: no report');
    expect(body).toContain(
      '| 15 | no report: it failed before its end, perhaps before its tests | |',
    );
    expect(body).not.toMatch(/^- /m);
  });

  it('lists problems other than failed tests', () => {
    const report = sampleReport([sampleTest()], { problems: ['N02 skipped'] });
    const { title, body } = draftOf({ version: 15, report });
    expect(title).toBe('Chaos tests fail: problems other than tests');
    expect(body).toContain('- N02 skipped, on PostgreSQL 15');
  });

  it('links to the run if all reports are green', () => {
    expect(draftOf({ version: 15, report: green }).title).toBe('Chaos tests fail: see the run');
  });

  it('keeps the title within the limit of GitHub', () => {
    const ids = Array.from({ length: 80 }, (_, at) => `N${String(at).padStart(2, '0')}`);
    const report = sampleReport(ids.map((id) => sampleTest({ id, status: 'failed' })));
    expect(draftOf({ version: 15, report }).title).toHaveLength(250);
  });
});

const mutant = (name: string, result: MutantResult['result'], detail = ''): MutantResult => ({
  name,
  result,
  noticedBy: [],
  detail,
});
const mutantIssue = (mutants: readonly MutantResult[] | null, names: readonly string[] = []) =>
  draftMutantIssue({ versions: [], mutants }, names);

describe('draftMutantIssue', () => {
  it('lists mutants that survived and mutants that are broken', () => {
    const results = [
      mutant('no lock', 'noticed'),
      mutant('no deadline', 'survived'),
      mutant('no retry', 'broken', 'no report'),
    ];
    expect(mutantIssue(results)).toMatchObject({
      title: 'Chaos mutants fail: no deadline, no retry',
      body: expect.stringContaining(
        '- no deadline: survived, no test notices it\n- no retry: broken, no report\n',
      ) as string,
    });
  });

  it('lists the mutants that a stopped run did not reach', () => {
    const { title, body } = mutantIssue([mutant('no lock', 'noticed')], ['no lock', 'no retry']);
    expect(title).toBe('Chaos mutants fail: cut short');
    expect(body).toContain('- no retry: not run');
  });

  it('reports that there is no report', () => {
    expect(mutantIssue(null).title).toBe('Chaos mutants fail: no report');
  });
});
