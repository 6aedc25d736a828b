import { keepRow, Pipeline, rowStep, type RowBatch, type StepResult } from '../src/index.js';
import { interleave, median } from './measure.js';

interface Item {
  readonly id: number;
  readonly name: string;
}
const rowCount = 1_000_000;
const batchSize = 1000;

const rows: Item[] = Array.from({ length: rowCount }, (_, id) => ({ id, name: `item ${id}` }));
const batches: RowBatch<Item>[] = [];
for (let from = 0; from < rowCount; from += batchSize) {
  const part = rows.slice(from, from + batchSize);
  batches.push({
    rows: part,
    rowNumbers: part.map((_, at) => from + at + 1),
    lineNumbers: part.map((_, at) => from + at + 2),
    rejected: [],
  });
}

const increment = (row: Item): Item => ({ id: row.id + 1, name: row.name });
const classForm = {
  name: 'class_form',
  apply: (row: Item): StepResult<Item> => keepRow(increment(row)),
};
let sink = 0;

async function drain(pipeline: Pipeline<Item>): Promise<void> {
  for await (const batch of pipeline.stream(batches)) sink += batch.rows.length;
}
const empty = new Pipeline<Item>('empty');
const one = empty.addStep(rowStep('one', increment));
const three = one.addStep(rowStep('two', increment)).addStep(rowStep('three', increment));
const asClass = empty.addStep(classForm);

const loop = (times: number) => (): void => {
  for (const batch of batches) {
    let part: readonly Item[] = batch.rows;
    for (let time = 0; time < times; time += 1) {
      const next: Item[] = [];
      for (const row of part) next.push(increment(row));
      part = next;
    }
    sink += part.length;
  }
};

const durations = await interleave(9, {
  loop1: loop(1),
  loop3: loop(3),
  empty: () => drain(empty),
  one: () => drain(one),
  three: () => drain(three),
  asClass: () => drain(asClass),
});
if (sink === 0) throw new Error('no row was seen');
const nanos = (name: keyof typeof durations): number => (median(durations[name]) * 1e6) / rowCount;
console.table({
  'plain loop, 1 function': nanos('loop1'),
  'plain loop, 3 functions': nanos('loop3'),
  'stream, no step': nanos('empty'),
  'stream, 1 function step': nanos('one'),
  'stream, 3 function steps': nanos('three'),
  'stream, 1 class step': nanos('asClass'),
  'framework cost per row and step (1)': nanos('one') - nanos('loop1'),
  'framework cost per row and step (3)': (nanos('three') - nanos('loop3')) / 3,
});
