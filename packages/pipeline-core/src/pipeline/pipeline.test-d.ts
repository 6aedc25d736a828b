import { expectTypeOf } from 'vitest';
import { dataFrameStep } from '../steps/data-frame-step.js';
import { rowStep, type RowTransformStep } from '../steps/row-transform-step.js';
import { keepRow, rejectRow, type StepResult } from '../steps/step-result.js';
import { Pipeline } from './pipeline.js';

interface Raw {
  readonly id: string;
}
interface Typed {
  readonly id: number;
}

const toTyped = rowStep('to_typed', (row: Raw) => ({ id: Number(row.id) }));
const sort = dataFrameStep('sort', (rows: readonly Typed[]) =>
  rows.toSorted((a, b) => a.id - b.id),
);

class Label implements RowTransformStep<Typed, { label: string }> {
  readonly name = 'label';
  apply(row: Typed): StepResult<{ label: string }> {
    return keepRow({ label: String(row.id) });
  }
}

const chain = new Pipeline<Raw>('chain').addStep(toTyped).addStep(sort).addStep(new Label());
expectTypeOf(chain).toEqualTypeOf<Pipeline<Raw, { label: string }>>();
expectTypeOf(chain.run).parameter(0).toEqualTypeOf<readonly Raw[]>();

// A step that takes what the one before it does not make does not compile.
// @ts-expect-error -- sort takes rows with a number
new Pipeline<Raw>('wrong').addStep(sort);
// @ts-expect-error -- Label takes rows with a number
new Pipeline<Raw>('wrong').addStep(new Label());

// A step that asks for more fields than there are does not compile, nor in class form.
class NeedsMore implements RowTransformStep<Typed & { name: string }, Typed> {
  readonly name = 'needs_more';
  apply(row: Typed & { name: string }): StepResult<Typed> {
    return keepRow(row);
  }
}
// @ts-expect-error -- there is no name
new Pipeline<Typed>('wrong').addStep(new NeedsMore());

// A verdict and null leave the row type as it is.
const picky = rowStep('picky', (row: Typed) =>
  row.id > 1 ? { ...row, big: true } : row.id < 0 ? null : rejectRow({ code: 'A', message: 'b' }),
);
expectTypeOf(picky).toEqualTypeOf<RowTransformStep<Typed, { big: boolean; id: number }>>();

const later = rowStep('later', async (row: Typed) => Promise.resolve({ name: String(row.id) }));
expectTypeOf(later).toEqualTypeOf<RowTransformStep<Typed, { name: string }>>();
