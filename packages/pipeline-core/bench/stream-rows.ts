/** Run by memory.ts in its own process: streams a number of rows and prints the peak memory. */
import * as v from 'valibot';
import { inBatches, Pipeline, rowStep, validateRows } from '../src/index.js';

const rowCount = Number(process.argv[2]);
const schema = v.object({
  id: v.pipe(v.string(), v.digits(), v.toNumber()),
  name: v.pipe(v.string(), v.nonEmpty()),
});
type Raw = v.InferInput<typeof schema>;
type Valid = v.InferOutput<typeof schema>;

function* rows(): Generator<Raw> {
  for (let id = 0; id < rowCount; id += 1) yield { id: String(id), name: `item ${id}` };
}

const pipeline = new Pipeline<Raw>('memory')
  .addStep(validateRows(schema))
  .addStep(rowStep('increment', (row: Valid) => ({ ...row, id: row.id + 1 })))
  .addStep(rowStep('evens', (row: Valid) => (row.id % 2 === 0 ? row : null)));

let most = 0;
let rowsOut = 0;
for await (const batch of pipeline.stream(inBatches(rows()))) {
  rowsOut += batch.rows.length;
  most = Math.max(most, process.memoryUsage.rss());
}
if (rowsOut !== rowCount / 2) throw new Error('rows were lost');
process.stdout.write(String(most));
