import { expect, it } from 'vitest';
import { Pipeline } from '../pipeline/pipeline.js';
import { rowStep } from '../steps/row-transform-step.js';

const empty = { rows: [], rowNumbers: [], lineNumbers: [], rejected: [], columns: ['id'] };

async function columnsOf(pipeline: Pipeline<{ id: number }>): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const { columns } of pipeline.stream([empty])) found.push(columns);
  return found;
}

it('a pipeline without steps passes on the columns of its source', async () => {
  expect(await columnsOf(new Pipeline<{ id: number }>('plain'))).toEqual([['id']]);
});

it('a pipeline with a step does not, as the step may rename them', async () => {
  const renaming = new Pipeline<{ id: number }>('steps').addStep(
    rowStep('same', (row: { id: number }) => row),
  );
  expect(await columnsOf(renaming)).toEqual([undefined]);
});
