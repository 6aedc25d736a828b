import { type FastPath, fastPath } from './execute/fast-path.js';
import { undecided } from './plan/plan.js';
import { rootPlan } from './plan/root-plan.js';
import type { StandardResult, StandardSchema } from './standard-schema.js';

/** Options of {@link compileSchema}. */
export interface CompileOptions {
  /**
   * `auto` writes one function for the schema, where the process allows that; otherwise, and with
   * `never`, functions are combined, which is slower. Default `auto`.
   */
  readonly codeGeneration?: 'auto' | 'never' | undefined;
}

/** A schema that runs faster and has the same results. */
export interface CompiledSchema<In, Out> extends StandardSchema<In, Out> {
  /** Whether a function was generated. */
  readonly isGenerated: boolean;
  /** Returns what the schema's own `validate` would return for the value. */
  readonly validate: (value: unknown) => StandardResult<Out>;
  /**
   * Compares a result of the schema's own `validate` with that of the fast path, and returns false
   * where they differ. Fields with functions of the user are not compared, so that none is called.
   */
  readonly agrees: (value: unknown, result: StandardResult<unknown>) => boolean;
}

/**
 * Compiles a schema of valibot. The compiled schema makes outputs itself; for a value that fails, it
 * calls the schema, which alone makes issues. Functions in the schema are called once for each value,
 * as valibot does.
 *
 * @param schema - A schema of valibot 1, not changed afterwards.
 * @param options - Whether code may be generated.
 * @returns Null for a schema that is asynchronous, of another library, or of which no part could be
 * done faster.
 * @example
 * const Person = v.object({ name: v.pipe(v.string(), v.trim()), age: v.number() });
 * const person = compileSchema(Person) ?? Person;
 * person['~standard'].validate({ name: ' Ann ', age: 41 });
 */
export function compileSchema<In, Out>(
  schema: StandardSchema<In, Out>,
  options: CompileOptions = {},
): CompiledSchema<In, Out> | null {
  const own = schema['~standard'];
  if (own.vendor !== 'valibot') return null;
  const fast = fastOrNull(schema, options.codeGeneration ?? 'auto');
  if (fast === null) return null;
  const validate = (value: unknown): StandardResult<Out> => {
    const result = fast.run(value);
    // A schema that is not asynchronous has no promise for a result.
    const known = result === undecided ? own.validate(value) : result;
    return known as StandardResult<Out>;
  };
  return {
    isGenerated: fast.isGenerated,
    validate,
    agrees: fast.agrees,
    '~standard': { version: 1, vendor: 'valibot', validate },
  };
}

/** A getter in a schema may throw while what it refers to is not there yet: valibot decides then. */
function fastOrNull(schema: object, codeGeneration: 'auto' | 'never'): FastPath | null {
  try {
    const plan = rootPlan(schema);
    return plan && fastPath(plan, codeGeneration);
  } catch {
    return null;
  }
}
