import { expectTypeOf } from 'vitest';
import type { PipelineContext } from '../context/pipeline-context.js';
import type { MeteredStream } from '../context/pipeline-stream.js';
import { type DataFrameStep, dataFrameStep } from '../steps/data-frame-step.js';
import { rowStep, type RowTransformStep } from '../steps/row-transform-step.js';
import { keepRow, rejectRow, type StepResult } from '../steps/step-result.js';
import type { PipelineResult } from './pipeline-result.js';
import { Pipeline } from './pipeline.js';

interface Raw {
  readonly id: string;
}
interface Typed {
  readonly id: number;
}
interface Named extends Typed {
  readonly name: string;
}
interface Labelled {
  readonly label: string;
}

// Each step in all its forms: function and class, row and data frame, synchronous and asynchronous.
const toTyped = rowStep('to_typed', (row: Raw): Typed => ({ id: Number(row.id) }));
const toTypedLater = rowStep('to_typed', async (row: Raw): Promise<Typed> =>
  Promise.resolve({ id: Number(row.id) }),
);
const sort = dataFrameStep('sort', (rows: readonly Typed[]) =>
  rows.toSorted((a, b) => a.id - b.id),
);
const sortLater = dataFrameStep('sort', async (rows: readonly Typed[]) => Promise.resolve(rows));
class Label implements RowTransformStep<Typed, Labelled> {
  readonly name = 'label';
  apply(row: Typed): StepResult<Labelled> {
    return keepRow({ label: String(row.id) });
  }
}
class LabelLater implements RowTransformStep<Typed, Labelled> {
  readonly name = 'label';
  async apply(row: Typed): Promise<StepResult<Labelled>> {
    return Promise.resolve(keepRow({ label: String(row.id) }));
  }
}
class Total implements DataFrameStep<Typed, Labelled> {
  readonly name = 'total';
  execute(rows: readonly Typed[]): readonly Labelled[] {
    return [{ label: String(rows.length) }];
  }
}
class TotalLater implements DataFrameStep<Typed, Labelled> {
  readonly name = 'total';
  async execute(rows: readonly Typed[]): Promise<readonly Labelled[]> {
    return Promise.resolve([{ label: String(rows.length) }]);
  }
}
class NeedsName implements RowTransformStep<Named, Typed> {
  readonly name = 'needs_name';
  apply(row: Named): StepResult<Typed> {
    return keepRow(row);
  }
}
class NeedsNames implements DataFrameStep<Named, Typed> {
  readonly name = 'needs_names';
  execute(rows: readonly Named[]): readonly Typed[] {
    return rows;
  }
}

const raw = new Pipeline<Raw>('raw');
const typed = raw.addStep(toTyped);

// The input type is that of the first step, the output type that of the last step.
expectTypeOf(raw).toEqualTypeOf<Pipeline<Raw>>();
expectTypeOf(typed.addStep(sort).addStep(new Label())).toEqualTypeOf<Pipeline<Raw, Labelled>>();
expectTypeOf(raw.addStep(toTypedLater).addStep(sortLater)).toEqualTypeOf<Pipeline<Raw, Typed>>();
expectTypeOf(typed.addStep(new LabelLater())).toEqualTypeOf<Pipeline<Raw, Labelled>>();
expectTypeOf(typed.addStep(new Total())).toEqualTypeOf<Pipeline<Raw, Labelled>>();
expectTypeOf(typed.addStep(new TotalLater())).toEqualTypeOf<Pipeline<Raw, Labelled>>();
expectTypeOf(typed.run).parameter(0).toEqualTypeOf<readonly Raw[]>();
expectTypeOf(typed.run([])).toEqualTypeOf<Promise<PipelineResult<Typed>>>();
expectTypeOf(typed.stream([])).toEqualTypeOf<MeteredStream<Typed>>();

// A step may require fewer fields than the rows have; its output is what is passed on.
const named = new Pipeline<Named>('named');
expectTypeOf(named.addStep(sort)).toEqualTypeOf<Pipeline<Named, Typed>>();
// A generic step for any row with an id keeps the other fields: the chain infers its type.
const sortById = <Row extends Typed>(): DataFrameStep<Row, Row> =>
  dataFrameStep('sort_by_id', (rows: readonly Row[]) => rows.toSorted((a, b) => a.id - b.id));
expectTypeOf(named.addStep(sortById())).toEqualTypeOf<Pipeline<Named>>();
// @ts-expect-error -- there is no number to sort by
raw.addStep(sortById());

// A step that takes rows of another type does not compile, in any form.
// @ts-expect-error -- it takes rows whose id is text
typed.addStep(toTyped);
// @ts-expect-error -- it takes rows whose id is text, later
typed.addStep(toTypedLater);
// @ts-expect-error -- it sorts rows whose id is a number
raw.addStep(sort);
// @ts-expect-error -- it sorts rows whose id is a number, later
raw.addStep(sortLater);
// @ts-expect-error -- it labels rows whose id is a number
raw.addStep(new Label());
// @ts-expect-error -- it labels rows whose id is a number, later
raw.addStep(new LabelLater());
// @ts-expect-error -- it counts rows whose id is a number
raw.addStep(new Total());
// @ts-expect-error -- it counts rows whose id is a number, later
raw.addStep(new TotalLater());
// @ts-expect-error -- an inline step for rows of another type
raw.addStep(rowStep('inline', (row: Typed) => row));
// @ts-expect-error -- later in the chain: the id was removed
typed.addStep(sort).addStep(new Label()).addStep(sort);

// A step that requires more fields than the rows have does not compile.
// @ts-expect-error -- there is no name
typed.addStep(new NeedsName());
// @ts-expect-error -- there is no name in any of them
typed.addStep(new NeedsNames());
// @ts-expect-error -- there is no name, nor later
typed.addStep(rowStep('greet', async (row: Named) => Promise.resolve(row)));

// A value that is not a step does not compile.
// @ts-expect-error -- a plain function: it needs rowStep
raw.addStep((row: Raw) => row);
// @ts-expect-error -- a class, not an object of it
typed.addStep(Label);
// @ts-expect-error -- it does nothing
raw.addStep({ name: 'nothing' });
// @ts-expect-error -- it has no name
raw.addStep({ apply: (row: Raw) => keepRow(row) });

// Only a step that keeps the type of its rows may be optional.
expectTypeOf(typed.addOptionalStep(sort)).toEqualTypeOf<Pipeline<Raw, Typed>>();
expectTypeOf(
  typed.addOptionalStep(rowStep('same', (row: Typed) => ({ id: row.id + 1 }))),
).toEqualTypeOf<Pipeline<Raw, Typed>>();
// @ts-expect-error -- where it fails, rows whose id is text would be passed on
raw.addOptionalStep(toTyped);
// @ts-expect-error -- nor later
raw.addOptionalStep(toTypedLater);
// @ts-expect-error -- nor in class form
typed.addOptionalStep(new Label());
// @ts-expect-error -- nor many rows at once
typed.addOptionalStep(new Total());
// @ts-expect-error -- it takes rows of another type
raw.addOptionalStep(sort);
// @ts-expect-error -- it drops a field
named.addOptionalStep(sort);

// A new pipeline has no step that could change the row type.
// @ts-expect-error -- one type is enough: new Pipeline<Raw>(name)
new Pipeline<Raw, Typed>('wrong');
// @ts-expect-error -- nor with a configuration
new Pipeline<Raw, Typed>('wrong', {});
// @ts-expect-error -- rows are objects
new Pipeline<string>('wrong');
// @ts-expect-error -- there is no such option
new Pipeline<Raw>('wrong', { stopOnErrors: true });
// @ts-expect-error -- a pipeline does not accept rows of another type
export const other: Pipeline<Raw, Named> = typed;

// Rows of another type cannot be run.
// @ts-expect-error -- its id is a number
void typed.run([{ id: 1 }]);
// @ts-expect-error -- rows, not batches of them
typed.stream([{ id: '1' }]);
// @ts-expect-error -- rows of another type
typed.stream([[{ id: 1 }]]);

// A verdict and null do not change the row type.
const picky = rowStep('picky', (row: Typed) =>
  row.id > 1 ? { ...row, big: true } : row.id < 0 ? null : rejectRow({ code: 'A', message: 'b' }),
);
expectTypeOf(picky).toEqualTypeOf<RowTransformStep<Typed, { big: boolean; id: number }>>();
expectTypeOf(rowStep('keep', (row: Typed) => keepRow({ ...row, odd: true }))).toEqualTypeOf<
  RowTransformStep<Typed, { odd: boolean; id: number }>
>();

const later = rowStep('later', async (row: Typed) => Promise.resolve({ name: String(row.id) }));
expectTypeOf(later).toEqualTypeOf<RowTransformStep<Typed, { name: string }>>();

// A function that does not return rows is not a step.
// @ts-expect-error -- it returns nothing
rowStep('wrong', (row: Raw) => {
  row.id.trim();
});
// @ts-expect-error -- it returns text
rowStep('wrong', (row: Raw) => row.id);
// @ts-expect-error -- null drops a row, undefined does not
rowStep('wrong', (row: Raw) => (row.id === '' ? undefined : row));
// @ts-expect-error -- it returns one number for all rows
dataFrameStep('wrong', (rows: readonly Raw[]) => rows.length);
dataFrameStep('wrong', (rows: readonly Raw[]) => {
  // @ts-expect-error -- input rows are read-only
  rows.length = 0;
  return rows;
});
// @ts-expect-error -- there is no such scope
dataFrameStep('wrong', (rows: readonly Raw[]) => rows, { scope: 'file' });
// @ts-expect-error -- a row step has no rowCountChange
rowStep('wrong', (row: Raw) => row, { rowCountChange: 'none' });

// Both kinds of step receive the context.
rowStep('context', (row: Raw, context) => {
  expectTypeOf(context).toEqualTypeOf<PipelineContext>();
  return row;
});
dataFrameStep('context', (rows: readonly Raw[], context) => {
  expectTypeOf(context).toEqualTypeOf<PipelineContext>();
  return rows;
});
