import { type Job, type JobPlan, targetName } from '@wdh/job';
import type { RunStep } from '@wdh/runs';
import type { WireGraph, WireNode } from '../wire/jobs.js';
import { planOf } from './plan-of.js';

/** A step, as far as its node needs it. */
type NamedStep = Pick<RunStep, 'stepName' | 'kind' | 'attempt'>;

/** Names of steps in the records of a run. */
const [sourceStep, loadStep] = ['source', 'load'];

/**
 * Returns the graph of a job: its source, its steps, its table and the checks of the loaded rows. The
 * names of its nodes are those of the steps in the records of its runs.
 *
 * @param recorded - The steps of a run, for a job whose steps depend on parameters. Default: none, and
 * the graph of such a job has no steps.
 */
export async function graphOf(job: Job, recorded: readonly NamedStep[] = []): Promise<WireGraph> {
  const plan = await planOf(job);
  const steps = (plan === null ? null : stepsOf(plan)) ?? recordedNames(recorded, isOfPipeline);
  const checks = plan?.load.checks?.map(({ name }) => name) ?? recordedNames(recorded, isCheck);
  const table = plan === null ? job.name : targetName(plan.into);
  const nodes: readonly WireNode[] = [
    { id: 'source', kind: 'source', name: sourceStep, label: 'source' },
    ...steps.map((name) => ({ id: `step ${name}`, kind: 'step' as const, name, label: name })),
    { id: 'table', kind: 'table', name: loadStep, label: table },
    ...checks.map((name) => ({ id: `check ${name}`, kind: 'check' as const, name, label: name })),
  ];
  return { nodes, edges: edgesOf(nodes) };
}

/** The steps are a chain that ends in the table; each check reads the table. */
function edgesOf(nodes: readonly WireNode[]): WireGraph['edges'] {
  const chain = nodes.filter(({ kind }) => kind !== 'check');
  const links = chain.slice(1).map(({ id }, index) => [chain[index]?.id ?? id, id] as const);
  const checks = nodes.filter(({ kind }) => kind === 'check');
  return [...links, ...checks.map(({ id }) => ['table', id] as const)];
}

/** The steps of a job that needs parameters may not be known. */
function stepsOf(plan: JobPlan): readonly string[] | null {
  try {
    return plan.pipeline({}).stepNames;
  } catch {
    return null;
  }
}

const isOfPipeline = (kind: string): boolean => !['source', 'load', 'check'].includes(kind);
const isCheck = (kind: string): boolean => kind === 'check';

/** Names of the last attempt, in their order. */
function recordedNames(
  recorded: readonly NamedStep[],
  isWanted: (kind: string) => boolean,
): readonly string[] {
  const last = Math.max(...recorded.map(({ attempt }) => attempt));
  const names = recorded
    .filter(({ attempt, kind }) => attempt === last && isWanted(kind))
    .map(({ stepName }) => stepName);
  return [...new Set(names)];
}
