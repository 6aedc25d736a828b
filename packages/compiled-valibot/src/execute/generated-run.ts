import { type Plan, undecided } from '../plan/plan.js';
import type { Run } from './closures.js';
import { type Generated, GeneratedCode } from './generated-code.js';

/** Fields of a function, at most: one of 200 takes half a second of the processor to be compiled. */
const mostFields = 40;

/**
 * Generates the function of a plan, or several for an object of many fields. One with keys that may be
 * left out, other keys to be copied, or functions of the user has one function.
 *
 * @throws EvalError where the process forbids the generation of code.
 */
export function generatedRun(plan: Plan | Generated): Run {
  const isWide =
    plan.kind === 'object' &&
    plan.fields.length > mostFields &&
    plan.others !== 'copy' &&
    plan.fields.every(isSimple);
  return isWide ? wideRun(plan) : GeneratedCode.functionOf(plan);
}

function isSimple({ whenMissing, transforms = [] }: Generated['fields'][number]): boolean {
  return whenMissing !== 'none' && transforms.length === 0;
}

/** Each function sets some fields of an object that has all keys, in their order. */
function wideRun({ fields, others, known }: Generated): Run {
  const makeOutput = GeneratedCode.outputOf(fields.map(({ key }) => key));
  const count = Math.ceil(fields.length / mostFields);
  const fills = Array.from({ length: count }, (_, at) => {
    const some = fields.slice(at * mostFields, (at + 1) * mostFields);
    // Other keys are looked for once.
    const rule = at === count - 1 ? others : 'leave';
    return GeneratedCode.fillOf({ kind: 'object', fields: some, others: rule, known });
  });
  return (input) => {
    const output = makeOutput();
    for (const fill of fills) if (fill(input, output) === undecided) return undecided;
    return output;
  };
}
