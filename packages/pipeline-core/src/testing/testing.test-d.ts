import { expectTypeOf } from 'vitest';
import type { PipelineResult } from '../pipeline/pipeline-result.js';
import type { RowBatch } from '../rows/row-batch.js';
import { rowStep } from '../steps/row-transform-step.js';
import { batchOf, rowFactory, runStep } from './index.js';

interface Raw {
  readonly id: string;
}
interface Typed {
  readonly id: number;
}
const toTyped = rowStep('to_typed', (row: Raw): Typed => ({ id: Number(row.id) }));

expectTypeOf(runStep(toTyped, [{ id: '1' }])).toEqualTypeOf<Promise<PipelineResult<Typed>>>();
// @ts-expect-error -- the step takes text
void runStep(toTyped, [{ id: 1 }]);

const raws = rowFactory((number): Raw => ({ id: String(number) }));
expectTypeOf(raws.build()).toEqualTypeOf<Raw>();
expectTypeOf(raws.buildList(2)).toEqualTypeOf<Raw[]>();
expectTypeOf(batchOf(raws.buildList(2))).toEqualTypeOf<RowBatch<Raw>>();
// @ts-expect-error -- a field of another type
raws.build({ id: 1 });
// @ts-expect-error -- no such field
raws.buildList(2, () => ({ name: 'x' }));
