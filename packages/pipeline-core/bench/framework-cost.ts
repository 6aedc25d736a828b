import { keepRow, Pipeline, rowStep, type RowBatch, type StepResult } from '../src/index.js';
import type { Figure } from './figure.js';
import { interleave, median, medianDifference } from './measure.js';

interface Item {
  readonly id: number;
  readonly name: string;
}
const rowCount = 500_000;
const batchSize = 1000;
const increment = (row: Item): Item => ({ id: row.id + 1, name: row.name });
const classForm = {
  name: 'class_form',
  apply: (row: Item): StepResult<Item> => keepRow(increment(row)),
};

/** Measures the cost of a row step in a stream over a plain loop that calls its function. */
export async function frameworkCost(): Promise<readonly Figure[]> {
  const batches = numberedBatches();
  let rowsSeen = 0;
  const drain = async (pipeline: Pipeline<Item>): Promise<void> => {
    for await (const batch of pipeline.stream(batches)) rowsSeen += batch.rows.length;
  };
  const loop = (times: number) => (): void => {
    for (const batch of batches) {
      let part: readonly Item[] = batch.rows;
      for (let time = 0; time < times; time += 1) {
        const next: Item[] = [];
        for (const row of part) next.push(increment(row));
        part = next;
      }
      rowsSeen += part.length;
    }
  };
  const empty = new Pipeline<Item>('empty');
  const one = empty.addStep(rowStep('one', increment));
  const three = one.addStep(rowStep('two', increment)).addStep(rowStep('three', increment));
  const asClass = empty.addStep(classForm);

  const times = await interleave(11, {
    loop1: loop(1),
    loop3: loop(3),
    one: () => drain(one),
    three: () => drain(three),
    asClass: () => drain(asClass),
  });
  if (rowsSeen !== rowCount * 5 * 13) throw new Error(`${rowsSeen} rows seen`);
  const perRow = (ms: number): number => (ms * 1e6) / rowCount;
  const figure = (what: string, ms: number, atMost?: number): Figure => ({
    what,
    unit: 'ns per row and step',
    measured: perRow(ms),
    ...(atMost === undefined ? {} : { atMost }),
  });
  return [
    figure('plain loop', median(times.loop1)),
    figure('framework, 1 function step', medianDifference(times.one, times.loop1), 100),
    figure('framework, 3 function steps', medianDifference(times.three, times.loop3) / 3, 100),
    figure('framework, 1 class step', medianDifference(times.asClass, times.loop1), 100),
  ];
}

function numberedBatches(): readonly RowBatch<Item>[] {
  return Array.from({ length: rowCount / batchSize }, (_, batch) => {
    const from = batch * batchSize;
    const rows = Array.from({ length: batchSize }, (_, at) => ({
      id: from + at,
      name: `item ${from + at}`,
    }));
    return {
      rows,
      rowNumbers: rows.map(({ id }) => id + 1),
      lineNumbers: rows.map(({ id }) => id + 2),
      rejected: [],
    };
  });
}
