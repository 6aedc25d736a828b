import { describe, expect, it } from 'vitest';
import { sampleReport, sampleTest } from '../test/sample-report.js';
import type { ChaosTest } from './chaos-test.js';
import { compareFaultTable, renderFaultTable } from './fault-table.js';

const testOf = (changes: Partial<ChaosTest> = {}): ChaosTest =>
  sampleTest({ fault: 'a black | hole', title: 'N02 a black | hole: the run fails', ...changes });

const reportOf = (...tests: ChaosTest[]) => sampleReport(tests, { versions: [17] });

describe('the fault table', () => {
  it('has a row for each test with the result of each version', () => {
    const table = renderFaultTable(
      reportOf(testOf(), testOf({ serverVersion: 18, status: 'failed' })),
    );
    expect(table).toContain(
      '| N02 | a black \\| hole | the run fails | [packages/a](../../packages/a/test/chaos/slow/a.chaos.test.ts) |  |  | held | **broken** |',
    );
    expect(table).toContain('1 tests of 1 faults');
  });

  it('has one result for all versions without a server', () => {
    const table = renderFaultTable(reportOf(testOf({ serverVersion: null })));
    expect(table).toContain('| held | held | held | held |');
  });

  it('keeps the result of a run if another run omitted the test', () => {
    const table = renderFaultTable(
      reportOf(testOf({ status: 'skipped' }), testOf(), testOf({ status: 'skipped' })),
    );
    expect(table).toContain('|  |  | held |  |');
  });

  it('agrees with its tests, independent of their results', () => {
    const table = renderFaultTable(reportOf(testOf()));
    expect(compareFaultTable(table, reportOf(testOf({ status: 'skipped' })))).toEqual([]);
  });

  it('is reported to lack a test, and to have an extra one', () => {
    const table = renderFaultTable(reportOf(testOf()));
    const other = testOf({ id: 'N03', title: 'N03 a cut: the run fails', fault: 'a cut' });
    expect(compareFaultTable(table, reportOf(testOf(), other))).toHaveLength(1);
    expect(compareFaultTable(table, reportOf())).toHaveLength(1);
  });
});
