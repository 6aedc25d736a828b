import { type RootField, undecided } from '../plan/plan.js';
import type { RootObject, RootPlan } from '../plan/root-plan.js';
import type { Dataset } from '../plan/schema-node.js';
import type { StandardResult } from '../standard-schema.js';
import { agreementOf } from './agreement.js';
import { closureOf, closureOfObject, type Run } from './closures.js';
import { generatedRun } from './generated-run.js';
import { lateFields, runLateFields, transformFields } from './late-fields.js';
import { configReader } from './run-config.js';
import { runTail } from './run-tail.js';

/** The fast path of a whole schema. */
export interface FastPath {
  readonly isGenerated: boolean;
  /** Returns what valibot would return, or `undecided` before any function of the user was called. */
  readonly run: (value: unknown) => Dataset | typeof undecided;
  readonly agrees: (value: unknown, result: StandardResult<unknown>) => boolean;
}

/** Makes the fast path of a schema; null where valibot's configuration is needed and cannot be read. */
export function fastPath(plan: RootPlan, codeGeneration: 'auto' | 'never'): FastPath | null {
  const { head, tail } = plan;
  const isGenerated = codeGeneration === 'auto' && mayGenerateCode();
  const late = 'object' in head ? lateFields(head.object) : [];
  // Without a field of valibot's own, only transformations are left to call.
  const isInline = late.every((field) => field.plan !== null);
  const pure = guarded(pureRun(head, isGenerated));
  const whole =
    isInline && 'object' in head ? wholeRun(head.object, late, pure, isGenerated) : pure;
  const agrees = agreementOf(plan, late, pure);
  const needsConfig = tail.length > 0 || (late.length > 0 && !isInline);
  if (!needsConfig) return { isGenerated, agrees, run: withoutConfig(whole) };
  const config = configReader('object' in head ? head.object.node : plan.first);
  if (config === null) return null;
  const finish = isInline || !('object' in head) ? null : finishLate(head.object, late);
  const run = (value: unknown): Dataset | typeof undecided => {
    const output = whole(value);
    if (output === undecided) return undecided;
    const current = config();
    const dataset =
      finish === null
        ? { value: output, typed: true }
        : finish(value as object, output as Record<string, unknown>, current);
    return runTail(tail, dataset, current);
  };
  return { isGenerated, agrees, run };
}

function finishLate(object: RootObject, late: readonly RootField[]) {
  return (
    input: object,
    output: Record<string, unknown>,
    config: Parameters<typeof runLateFields>[4],
  ): Dataset => runLateFields(object, late, input, output, config);
}

function withoutConfig(run: Run): FastPath['run'] {
  return (value) => {
    const output = run(value);
    return output === undecided ? undecided : { value: output, typed: true };
  };
}

/** The fast path of an object whose fields have no functions of the user but transformations. */
function wholeRun(
  object: RootObject,
  late: readonly RootField[],
  pure: Run,
  isGenerated: boolean,
): Run {
  if (isGenerated) return generatedRun(object);
  return (value) => {
    const output = pure(value);
    if (output !== undecided) transformFields(late, output as Record<string, unknown>);
    return output;
  };
}

/** The part of the fast path that calls no function of the user. */
function pureRun(head: RootPlan['head'], isGenerated: boolean): Run {
  if ('plan' in head) {
    return isGenerated ? generatedRun(head.plan) : closureOf(head.plan);
  }
  const fields = head.object.fields.map((field) => ({ ...field, transforms: [] }));
  const object = { ...head.object, fields };
  return isGenerated ? generatedRun(object) : closureOfObject(object);
}

function guarded(run: Run): Run {
  return (value) => {
    try {
      return run(value);
    } catch {
      return undecided;
    }
  };
}

let mayGenerate: boolean | null = null;

/** A process may forbid the generation of code, and then throws. */
function mayGenerateCode(): boolean {
  if (mayGenerate !== null) return mayGenerate;
  try {
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the question is whether it is allowed
    mayGenerate = typeof new Function('return 1') === 'function';
  } catch {
    mayGenerate = false;
  }
  return mayGenerate;
}
