/** A program that rejects a number of rows, keeps none of them, and prints their count. */
import { inBatches, Pipeline, rejectRow, rowStep } from '../../src/index.js';

const rejectAll = rowStep('reject_all', (_row: { readonly id: number }) =>
  rejectRow({ field: 'id', code: 'ID_BAD', message: 'must be good' }),
);

function* rows() {
  for (let id = 0; id < Number(process.argv[2]); id += 1) yield { id };
}

const pipeline = new Pipeline<{ readonly id: number }>('bad', {
  stopOnError: false,
  errorThreshold: 1,
});
let rejectedCount = 0;
for await (const { rejected } of pipeline.addStep(rejectAll).stream(inBatches(rows()))) {
  rejectedCount += rejected.length;
}
process.stdout.write(`${rejectedCount}\n`);
