import type { StandardSchemaV1 } from '@standard-schema/spec';
import { type CompiledSchema, compileSchema } from '@wdh/compiled-valibot';
import type { PipelineContext } from '../context/pipeline-context.js';
import { isPromiseLike } from '../waiting/is-promise-like.js';

/** Asks a schema about a row. */
export type RowValidator<Out> = (
  row: unknown,
  context: PipelineContext,
) => StandardSchemaV1.Result<Out> | Promise<StandardSchemaV1.Result<Out>>;

/** How many rows of each run a compiled schema has to prove itself on. */
const rowsCompared = 64;

/**
 * Returns the function that validates the rows of a step: a compiled one for a schema of valibot, otherwise
 * that of the schema.
 *
 * On the first rows of every run the schema itself decides, and the compiled one is compared with it. After
 * a difference the step does not use it again, and one warning is logged.
 */
export function rowValidator<In, Out>(
  stepName: string,
  schema: StandardSchemaV1<In, Out>,
  compile: 'auto' | 'off',
): RowValidator<Out> {
  const own = schema['~standard'];
  if (compile === 'off' || own.vendor !== 'valibot') return (row) => own.validate(row);
  const compared = new WeakMap<PipelineContext, number>();
  // Undefined until the first row: a step that is never used costs nothing.
  let compiled: CompiledSchema<In, Out> | null | undefined;
  let proven: PipelineContext | null = null;
  return (row, context) => {
    if (compiled === undefined) compiled = compileSchema(schema);
    if (compiled === null) return own.validate(row);
    if (context === proven) return compiled.validate(row);
    const count = compared.get(context) ?? 0;
    if (count >= rowsCompared) {
      // Rows of several runs may come in turns.
      proven = context;
      return compiled.validate(row);
    }
    const result = own.validate(row);
    if (isPromiseLike(result) || !agrees(compiled, row, result)) {
      compiled = null;
      context.logger.warn('pipeline.step.compiled.differs', {
        stepName,
        next: 'the rows of this step are validated by the schema itself, which is slower',
      });
      return result;
    }
    compared.set(context, count + 1);
    return result;
  };
}

/** A value that cannot be compared does not agree. */
function agrees<In, Out>(
  compiled: CompiledSchema<In, Out>,
  row: unknown,
  result: StandardSchemaV1.Result<Out>,
): boolean {
  try {
    return compiled.agrees(row, result);
  } catch {
    return false;
  }
}
