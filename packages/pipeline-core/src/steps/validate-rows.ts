import type { StandardSchemaV1 } from '@standard-schema/spec';
import { describeIssue } from './describe-issue.js';
import type { RowTransformStep } from './row-transform-step.js';
import { keepRow, RowVerdict, type StepResult } from './step-result.js';

/** A row schema of any Standard Schema validator (valibot, zod, arktype and others). */
export type RowSchema<In extends object, Out extends object> = StandardSchemaV1<In, Out>;

/**
 * Checks every row against a schema and passes on what the schema makes of it.
 *
 * A row that fails is rejected with one issue for each field at fault. Messages tell what was
 * expected, never the value.
 *
 * @param schema - Any Standard Schema: its input type is the step's input, its output the step's output.
 * @param options - `name` of the step, default `validate_rows`.
 * @see https://standardschema.dev
 * @example
 * const validate = validateRows(v.object({ id: v.pipe(v.string(), v.digits()) }));
 */
export function validateRows<In extends object, Out extends object>(
  schema: RowSchema<In, Out>,
  options: { readonly name?: string } = {},
): RowTransformStep<In, Out> {
  const standard = schema['~standard'];
  return {
    name: options.name ?? 'validate_rows',
    apply: (row) => {
      const result = standard.validate(row);
      return result instanceof Promise
        ? result.then((settled) => toStepResult(settled, row))
        : toStepResult(result, row);
    },
  };
}

function toStepResult<Out extends object>(
  result: StandardSchemaV1.Result<Out>,
  row: object,
): StepResult<Out> {
  if (result.issues === undefined) return keepRow(result.value);
  return new RowVerdict<Out>(
    null,
    [],
    result.issues.map((issue) => describeIssue(issue, row)),
  );
}
