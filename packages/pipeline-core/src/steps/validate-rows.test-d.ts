import { type } from 'arktype';
import * as v from 'valibot';
import { expectTypeOf } from 'vitest';
import { z } from 'zod';
import { Pipeline } from '../pipeline/pipeline.js';
import type { RowTransformStep } from './row-transform-step.js';
import { type CheckedRow, validateRows } from './validate-rows.js';

interface Raw {
  speed: string;
}
interface Typed {
  speed: number;
}

const ofValibot = v.object({ speed: v.pipe(v.string(), v.toNumber()) });
const ofZod = z.object({ speed: z.string().transform(Number) });
const ofArktype = type({ speed: 'string.numeric.parse' });

// For every validator, the step has the input and output types of the schema.
expectTypeOf(validateRows(ofValibot)).toEqualTypeOf<RowTransformStep<CheckedRow<Raw>, Typed>>();
expectTypeOf(validateRows(ofZod)).toEqualTypeOf<RowTransformStep<CheckedRow<Raw>, Typed>>();
expectTypeOf(validateRows(ofArktype)).toEqualTypeOf<RowTransformStep<CheckedRow<Raw>, Typed>>();

// A schema for rows of another type does not fit into the chain.
expectTypeOf(new Pipeline<Raw>('p').addStep(validateRows(ofZod))).toEqualTypeOf<
  Pipeline<Raw, Typed>
>();
// @ts-expect-error -- the rows are typed already
new Pipeline<Typed>('p').addStep(validateRows(ofValibot));
// @ts-expect-error -- the rows are typed already
new Pipeline<Typed>('p').addStep(validateRows(ofZod));
// @ts-expect-error -- the rows are typed already
new Pipeline<Typed>('p').addStep(validateRows(ofArktype));

// A reader takes some cells as null; the schema, which does not accept null, rejects those rows.
expectTypeOf(
  new Pipeline<{ speed: string | null }>('p').addStep(validateRows(ofValibot)),
).toEqualTypeOf<Pipeline<{ speed: string | null }, Typed>>();
// @ts-expect-error -- the rows have no such field
new Pipeline<{ sped: string }>('p').addStep(validateRows(ofValibot));

// A schema of something other than rows is not accepted.
// @ts-expect-error -- a row is an object
validateRows(v.string());
// @ts-expect-error -- a function is no schema
validateRows((row: Raw) => row);

// Warnings check fields of the schema's output, whose types they may narrow.
expectTypeOf(
  validateRows(ofValibot, { warnings: z.object({ speed: z.literal(7) }) }),
).toEqualTypeOf<RowTransformStep<CheckedRow<Raw>, Typed>>();
// @ts-expect-error -- there is no such field
validateRows(ofValibot, { warnings: v.object({ sped: v.number() }) });
