import {
  type AbsencePlan,
  type ArrayPlan,
  type FieldPlan,
  type ObjectPlan,
  type Plan,
  type SequencePlan,
  undecided,
} from '../plan/plan.js';
import { copyOthers, hasOthers } from './keys.js';

/** The fast path of a plan: returns the output, or `undecided`. It may throw, which means the same. */
export type Run = (value: unknown) => unknown;

/** Makes the fast path of a plan from functions, without generating code. */
export function closureOf(plan: Plan): Run {
  switch (plan.kind) {
    case 'test': {
      const passes = plan.passes as (value: unknown) => boolean;
      return (value) => (passes(value) ? value : undecided);
    }
    case 'conversion':
      return plan.convert as Run;
    case 'sequence':
      return closureOfSequence(plan);
    case 'absence':
      return closureOfAbsence(plan);
    case 'array':
      return closureOfArray(plan);
    case 'object':
      return closureOfObject(plan);
  }
}

function closureOfSequence({ plans }: SequencePlan): Run {
  const [first, ...more] = plans.map(closureOf);
  if (first === undefined) return (value) => value;
  const [second, ...rest] = more;
  if (second === undefined) return first;
  if (rest.length > 0) {
    const runs = [first, ...more];
    return (value) => {
      let result = value;
      for (const run of runs) {
        result = run(result);
        if (result === undecided) return undecided;
      }
      return result;
    };
  }
  return (value) => {
    const result = first(value);
    return result === undecided ? undecided : second(result);
  };
}

function closureOfAbsence({ ofNull, ofUndefined, standard, wrapped }: AbsencePlan): Run {
  const run = closureOf(wrapped);
  const isAbsent = (value: unknown): boolean =>
    (ofNull && value === null) || (ofUndefined && value === undefined);
  return (value) => {
    if (!isAbsent(value)) return run(value);
    const used = standard === undefined ? value : standard;
    return isAbsent(used) ? used : run(used);
  };
}

function closureOfArray({ item }: ArrayPlan): Run {
  const run = closureOf(item);
  return (value) => {
    if (!Array.isArray(value)) return undecided;
    const output: unknown[] = [];
    const cells = value as readonly unknown[];
    // By index, as valibot does: a list may have another iterator.
    // eslint-disable-next-line @typescript-eslint/prefer-for-of -- see above
    for (let at = 0; at < cells.length; at += 1) {
      const result = run(cells[at]);
      if (result === undecided) return undecided;
      output.push(result);
    }
    return output;
  };
}

/** A field without a plan keeps its input value: valibot's own code runs it later. */
export function closureOfObject(plan: ObjectPlan<FieldPlan<Plan | null>>): Run {
  const { others, known } = plan;
  const fields = plan.fields.map((field) => ({
    ...field,
    run: field.plan === null ? (value: unknown) => value : closureOf(field.plan),
  }));
  return (value) => {
    if (typeof value !== 'object' || value === null) return undecided;
    const input = value as Record<string, unknown>;
    const output: Record<string, unknown> = {};
    for (const { key, run, whenMissing } of fields) {
      let cell = input[key];
      if (cell === undefined && !(key in input)) {
        if (whenMissing === 'undecided') return undecided;
        if (whenMissing === 'none') continue;
        cell = whenMissing.value;
      }
      const result = run(cell);
      if (result === undecided) return undecided;
      output[key] = result;
    }
    if (others === 'copy') copyOthers(input, output, known);
    return others === 'refuse' && hasOthers(input, known) ? undecided : output;
  };
}
