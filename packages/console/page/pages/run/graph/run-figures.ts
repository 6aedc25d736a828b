import type { WireGraph, WireNode } from '../../../../src/wire/jobs.js';
import type { WireRun } from '../../../../src/wire/runs.js';
import type { NodeFigures, NodeState } from '../../../graph/node-figures.js';

type Step = WireRun['steps'][number];

/**
 * Returns what each node of a graph shows of one attempt of a run, by the id of the node. A node
 * without a step in the records waits, or was not reached.
 */
export function runFigures(
  graph: WireGraph,
  { run, steps, checks }: Pick<WireRun, 'run' | 'steps' | 'checks'>,
  attempt: number,
): ReadonlyMap<string, NodeFigures> {
  const isLast = attempt === lastAttempt(steps);
  const ofAttempt = new Map(
    steps.filter((step) => step.attempt === attempt).map((step) => [keyOf(step), step]),
  );
  const failed = new Set(
    checks.filter(({ hasPassed }) => hasPassed === false).map(({ name }) => name),
  );
  const figures = graph.nodes.map((node): readonly [string, NodeFigures] => {
    const step = ofAttempt.get(keyOf(node));
    if (step === undefined) return [node.id, { state: 'waiting' }];
    const hasFailed = node.kind === 'check' && isLast && failed.has(node.name);
    const state = hasFailed ? failedState(step) : stateOf(step, run.status, isLast);
    return [node.id, { state, ...countsOf(node, step) }];
  });
  return new Map(figures);
}

/** Returns the number of the last attempt; 1 for a run without steps. */
export function lastAttempt(steps: readonly Pick<Step, 'attempt'>[]): number {
  return Math.max(1, ...steps.map(({ attempt }) => attempt));
}

/** Returns the attempt that an address names, or the last one if there is none such. */
export function attemptOf(named: string | null, steps: readonly Pick<Step, 'attempt'>[]): number {
  const attempt = Number(named);
  return steps.some((step) => step.attempt === attempt) ? attempt : lastAttempt(steps);
}

/** A check that only warns records its failure as a warning. */
function failedState({ warnings }: Step): NodeState {
  return warnings > 0 ? 'warned' : 'failed';
}

function stateOf(
  { endedAt, warnings }: Step,
  status: WireRun['run']['status'],
  isLast: boolean,
): NodeState {
  if (endedAt === null) return isLast && status === 'running' ? 'running' : 'failed';
  return warnings > 0 ? 'warned' : 'done';
}

function countsOf({ kind }: WireNode, step: Step): NodeFigures {
  if (kind === 'check') return {};
  return {
    ...(kind === 'source' ? {} : { rowsIn: step.rowsIn }),
    rowsOut: step.rowsOut,
    rejected: step.rowsRejected,
    filtered: step.rowsFiltered,
  };
}

/** Checks may have the names of steps. */
function keyOf(one: { readonly kind: string } & ({ stepName: string } | { name: string })): string {
  const name = 'stepName' in one ? one.stepName : one.name;
  return `${one.kind === 'check' ? 'check' : 'step'} ${name}`;
}
