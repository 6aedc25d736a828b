import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { PipelineContext } from '../context/pipeline-context.js';
import { isPromiseLike } from '../waiting/is-promise-like.js';
import { describeIssue } from './describe-issue.js';
import type { RowTransformStep } from './row-transform-step.js';
import { rowValidator, type RowValidator } from './row-validator.js';
import { keepRow, passRow, type RowIssue, RowVerdict, type StepResult } from './step-result.js';

/** A row schema of any Standard Schema validator (valibot, zod, arktype and others). */
export type RowSchema<In extends object, Out extends object> = StandardSchemaV1<In, Out>;

/**
 * The rows that a schema may be asked about: each field may also be null, as it is for a cell that
 * a reader takes as null. The schema rejects the null that it does not accept.
 */
export type CheckedRow<In extends object> = {
  readonly [Field in keyof In]: In[Field] | null;
};

/** Options of {@link validateRows}. */
export interface ValidateRowsOptions<Out extends object> {
  /** Name of the step. Default `validate_rows`. */
  readonly name?: string | undefined;
  /**
   * A second schema, for plausibility. It receives the output of the first schema and may cover
   * only some of its fields. Its issues become warnings, and the row is passed on as the output of
   * the first schema.
   */
  readonly warnings?: RowSchema<{ readonly [Field in keyof Out]?: unknown }, object> | undefined;
  /**
   * `auto` compiles a schema of valibot, which has the same results in a fraction of the time; `off`
   * asks the schema itself about every row. Schemas of other validators are not affected. Default
   * `auto`.
   */
  readonly compile?: 'auto' | 'off' | undefined;
}

/**
 * Checks every row against a schema and passes on the schema's output.
 *
 * A row that fails is rejected with one issue for each invalid field: `a.b` for a nested field,
 * `items.0` for the first item of a list. Messages say what was expected and never contain the
 * value.
 *
 * @param schema - Any Standard Schema: the step takes rows of its input type, whose fields may also
 * be null, and returns its output.
 * @param options - `name` of the step; `warnings`, a second schema for values that are odd but
 * valid; `compile`, whether a schema of valibot is compiled.
 * @see https://standardschema.dev
 * @example
 * const validate = validateRows(v.object({ speed: v.pipe(v.string(), v.toNumber()) }), {
 *   warnings: v.object({ speed: v.pipe(v.number(), v.maxValue(400)) }),
 * });
 */
export function validateRows<In extends object, Out extends object>(
  schema: RowSchema<In, Out>,
  options: ValidateRowsOptions<NoInfer<Out>> = {},
): RowTransformStep<CheckedRow<In>, Out> {
  const { name = 'validate_rows', warnings, compile = 'auto' } = options;
  const validate = rowValidator(name, schema, compile);
  const plausible = warnings && rowValidator(name, warnings, compile);
  return {
    name,
    apply: (row, context) => {
      const result = validate(row, context);
      return isPromiseLike(result)
        ? result.then((settled) => judge(settled, row, context, plausible))
        : judge(result, row, context, plausible);
    },
  };
}

function judge<Out extends object>(
  result: StandardSchemaV1.Result<Out>,
  input: object,
  context: PipelineContext,
  plausible: RowValidator<unknown> | undefined,
): StepResult<Out> | PromiseLike<StepResult<Out>> {
  if (result.issues !== undefined) return new RowVerdict<Out>(null, [], issuesOf(result, input));
  const { value } = result;
  if (plausible === undefined) return passRow(value);
  const second = plausible(value, context);
  return isPromiseLike(second)
    ? second.then((settled) => keepRow(value, ...issuesOf(settled, value)))
    : keepRow(value, ...issuesOf(second, value));
}

function issuesOf(
  { issues = [] }: StandardSchemaV1.Result<unknown>,
  row: object,
): readonly RowIssue[] {
  return issues.map((issue) => describeIssue(issue, row));
}
