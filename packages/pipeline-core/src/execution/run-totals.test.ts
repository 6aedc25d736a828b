import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { completeConfig } from '../context/pipeline-config.js';
import { createContext } from '../context/pipeline-context.js';
import { dataFrameStep } from '../steps/data-frame-step.js';
import { rowStep } from '../steps/row-transform-step.js';
import { batchOf, rejectedRowOf } from '../testing/index.js';
import { RunTotals } from './run-totals.js';
import { StepTally } from './step-tally.js';

const context = createContext('items', completeConfig({}), {});
const rows = (count: number) => Array.from({ length: count }, (_, id) => ({ id }));

/** A run of ten records, one malformed: a step that rejects 2 and drops 1, and one that adds 4. */
function tallied() {
  const first = Object.assign(new StepTally(), {
    rowsIn: 9,
    rowsOut: 6,
    rowsRejected: 2,
    rowsFiltered: 1,
    errorsCount: 3,
    warningsCount: 5,
    durationMs: 7,
  });
  const second = Object.assign(new StepTally(), { rowsIn: 6, rowsOut: 10, rowsAdded: 4 });
  const totals = new RunTotals([
    { step: rowStep('first', (row) => row), tally: first, context },
    { step: dataFrameStep('second', (all) => all), tally: second, context },
  ]);
  totals.countIn(batchOf(rows(4)));
  totals.countIn(batchOf(rows(5), { rejected: [rejectedRowOf()] }));
  totals.countOut(batchOf(rows(8)));
  totals.countOut(batchOf(rows(2)));
  return { totals, first, second };
}

describe('RunTotals', () => {
  it('sums the counts of input, output and steps', () => {
    const { totals } = tallied();
    const ledger = { rowsIn: 10, rowsOut: 10, rowsRejected: 3, rowsFiltered: 1, rowsAdded: 4 };
    expect(totals.ledger()).toEqual(ledger);
    expect(totals.metrics()).toEqual({
      ...ledger,
      totalDurationMs: expect.any(Number) as number,
      errorsCount: 4,
      warningsCount: 5,
      steps: [
        {
          stepName: 'first',
          stepType: 'row_transform',
          durationMs: 7,
          rowsIn: 9,
          rowsOut: 6,
          rowsRejected: 2,
          rowsFiltered: 1,
          rowsAdded: 0,
          errorsCount: 3,
          warningsCount: 5,
        },
        {
          stepName: 'second',
          stepType: 'dataframe',
          durationMs: 0,
          rowsIn: 6,
          rowsOut: 10,
          rowsRejected: 0,
          rowsFiltered: 0,
          rowsAdded: 4,
          errorsCount: 0,
          warningsCount: 0,
        },
      ],
    });
  });

  it('accepts counts that add up', () => {
    const { totals } = tallied();
    expect(() => totals.check('items')).not.toThrow();
  });

  it('throws for a step whose own counts do not balance', () => {
    const { totals, first } = tallied();
    first.rowsFiltered = 0;
    expect(() => totals.check('items')).toThrow(
      '[LEDGER_IMBALANCE] The rows of step first do not add up: 9 in + 0 added is not ' +
        '6 out + 2 rejected + 0 filtered. | Domain: items',
    );
  });

  it('throws for a first step that did not receive the input rows', () => {
    const { totals, first } = tallied();
    first.rowsIn = 8;
    first.rowsFiltered = 0;
    expect(() => totals.check('items')).toThrow('The rows of step first do not add up');
  });

  it('throws for a step that did not receive the output of the previous step', () => {
    const { totals, second } = tallied();
    second.rowsIn = 7;
    second.rowsAdded = 3;
    expect(() => totals.check('items')).toThrow('The rows of step second do not add up');
  });

  it('throws for a run that did not output what its last step returned', () => {
    const { totals } = tallied();
    totals.countOut(batchOf(rows(1)));
    expect(() => totals.check('items')).toThrow('The rows of the run do not add up');
  });

  it('throws for a run without steps that lost a row', () => {
    const totals = new RunTotals([]);
    totals.countIn(batchOf(rows(2)));
    totals.countOut(batchOf(rows(1)));
    expect(() => totals.check('items')).toThrow('The rows of the run do not add up');
  });

  it('reports the position reached in the source', () => {
    const { totals } = tallied();
    expect(totals.read).toEqual({ rowsIn: 10, hasEnded: false });
    totals.endSource();
    expect(totals.read).toEqual({ rowsIn: 10, hasEnded: true });
  });

  it('measures from the start to now, and stops when the run has ended', async () => {
    const { totals } = tallied();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    totals.start();
    await vi.advanceTimersByTimeAsync(15);
    expect(totals.metrics().totalDurationMs).toBe(15);
    totals.end();
    await vi.advanceTimersByTimeAsync(15);
    expect(totals.metrics().totalDurationMs).toBe(15);
  });
});
