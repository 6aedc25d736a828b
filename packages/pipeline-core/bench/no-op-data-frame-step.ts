import { dataFrameStep, Pipeline } from '../src/index.js';
import type { Figure } from './figure.js';
import { interleave, median } from './measure.js';

interface Item {
  readonly id: number;
}
const rowCount = 10_000;

/** Measures a run over a dataset whose only step returns its input. */
export async function noOpDataFrameStep(): Promise<readonly Figure[]> {
  const rows = Array.from({ length: rowCount }, (_, id): Item => ({ id }));
  const empty = new Pipeline<Item>('empty');
  const same = empty.addStep(dataFrameStep('same', (all: readonly Item[]) => all));
  const copy = empty.addStep(dataFrameStep('copy', (all: readonly Item[]) => [...all]));
  const runOften = (pipeline: Pipeline<Item>) => async (): Promise<void> => {
    for (let time = 0; time < 20; time += 1) {
      const { outputData } = await pipeline.run(rows);
      if (outputData.length !== rowCount) throw new Error('rows were lost');
    }
  };
  const times = await interleave(15, { same: runOften(same), copy: runOften(copy) });
  const unit = 'ms per run of 10,000 rows';
  return [
    { what: 'no-op data frame step', unit, measured: median(times.same) / 20, atMost: 1 },
    { what: 'data frame step that copies', unit, measured: median(times.copy) / 20 },
  ];
}
