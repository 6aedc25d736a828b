import { type } from 'arktype';
import * as v from 'valibot';
import { expectTypeOf } from 'vitest';
import { z } from 'zod';
import { Pipeline } from '../pipeline/pipeline.js';
import type { RowTransformStep } from './row-transform-step.js';
import { validateRows } from './validate-rows.js';

interface Raw {
  speed: string;
}
interface Typed {
  speed: number;
}

const ofValibot = v.object({ speed: v.pipe(v.string(), v.toNumber()) });
const ofZod = z.object({ speed: z.string().transform(Number) });
const ofArktype = type({ speed: 'string.numeric.parse' });

// Whatever the validator, the step takes what the schema takes and makes what it makes.
expectTypeOf(validateRows(ofValibot)).toEqualTypeOf<RowTransformStep<Raw, Typed>>();
expectTypeOf(validateRows(ofZod)).toEqualTypeOf<RowTransformStep<Raw, Typed>>();
expectTypeOf(validateRows(ofArktype)).toEqualTypeOf<RowTransformStep<Raw, Typed>>();

// So a schema for other rows does not fit into the chain.
expectTypeOf(new Pipeline<Raw>('p').addStep(validateRows(ofZod))).toEqualTypeOf<
  Pipeline<Raw, Typed>
>();
// @ts-expect-error -- the rows are typed already
new Pipeline<Typed>('p').addStep(validateRows(ofValibot));
// @ts-expect-error -- the rows are typed already
new Pipeline<Typed>('p').addStep(validateRows(ofZod));
// @ts-expect-error -- the rows are typed already
new Pipeline<Typed>('p').addStep(validateRows(ofArktype));

// A schema of anything but rows is none for rows.
// @ts-expect-error -- a row is an object
validateRows(v.string());
// @ts-expect-error -- a function is no schema
validateRows((row: Raw) => row);

// Warnings look at the fields of the row that the schema made, narrower than their types if need be.
expectTypeOf(
  validateRows(ofValibot, { warnings: z.object({ speed: z.literal(7) }) }),
).toEqualTypeOf<RowTransformStep<Raw, Typed>>();
// @ts-expect-error -- there is no such field
validateRows(ofValibot, { warnings: v.object({ sped: v.number() }) });
