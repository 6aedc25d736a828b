import type { Finding } from '../finding.js';
import { needsOf, scriptsOf, type Workflow, type WorkflowJob } from './workflow.js';

/** The job that branch protection asks for. */
const gate = 'required';

/** What must have succeeded, whoever runs it, before a pull request is merged. */
const mustRun = [
  'ci -- static',
  'ci -- unit',
  'ci -- shards',
  'ci -- integration',
  'test:chaos:smoke',
  'ci -- packages',
];

/** A commit, a label and another look at the same commit must each be judged anew. */
const events = ['opened', 'reopened', 'synchronize', 'labeled', 'unlabeled'];

/**
 * Judges the one job that branch protection asks for. GitHub counts a required job that is skipped
 * as passed, and so does a workflow for the one that it calls: the job must run whatever happens,
 * see every other job, and none of them may hide how it ended.
 *
 * @param workflows By path.
 */
export function judgeRequiredGate(
  workflows: Readonly<Record<string, Workflow>>,
): readonly Finding[] {
  const holders = Object.entries(workflows).filter(([, { jobs }]) => gate in jobs);
  const [holder] = holders;
  if (holder === undefined || holders.length > 1) {
    const message = `${holders.length} jobs are called "${gate}": branch protection needs exactly one`;
    return [{ path: holder?.[0] ?? '.github/workflows', message }];
  }
  const [path, workflow] = holder;
  const { [gate]: required = {}, ...others } = workflow.jobs;
  const seen = needsOf(required);
  // Whoever waits for all that the gate waits for comes after it, such as a comment.
  const unseen = Object.entries(others).filter(
    ([name, job]) => !seen.includes(name) && !seen.every((other) => needsOf(job).includes(other)),
  );
  const judged = Object.entries(others).filter(([name]) => seen.includes(name));
  const called = judged.flatMap(([, { uses }]) => {
    const jobs = uses === undefined ? {} : workflows[uses.replace(/^\.\//, '')]?.jobs;
    return Object.entries(jobs ?? {});
  });
  const scripts = [...judged, ...called].flatMap(([, job]) => scriptsOf(job));
  const env = (required.steps ?? []).map((step) => String(step.env?.['NEEDS']));
  return [
    ...missingEvents(workflow.on).map((event) => `is not triggered by pull_request: ${event}`),
    ...(required.if === 'always()' ? [] : ['needs "if: always()": else it can be skipped']),
    ...(scriptsOf(required).join() === 'ci -- required' && env.includes('${{ toJSON(needs) }}')
      ? []
      : ['runs ci -- required with NEEDS: ${{ toJSON(needs) }}']),
    ...unseen.map(([name]) => `does not need "${name}"`),
    ...[...judged, ...called, [gate, required] as const]
      .filter(hidesItsEnd)
      .map(([name]) => `cannot see how "${name}" ended: remove its continue-on-error`),
    ...called
      .filter(([, job]) => job.if !== undefined)
      .map(([name]) => `cannot see whether "${name}" was skipped: remove its if`),
    ...mustRun
      .filter((script) => !scripts.includes(script))
      .map((script) => `does not wait for any job that runs ${script}`),
  ].map((message) => ({ path, message: `job "${gate}" ${message}` }));
}

function hidesItsEnd([, job]: readonly [string, WorkflowJob]): boolean {
  return (
    job['continue-on-error'] !== undefined ||
    (job.steps ?? []).some((step) => 'continue-on-error' in step && step.run !== undefined)
  );
}

function missingEvents(on: unknown): readonly string[] {
  const trigger = (
    on as { readonly pull_request?: Readonly<Record<string, unknown>> | null } | null
  )?.pull_request;
  const types = trigger?.['types'];
  const filters = Object.keys(trigger ?? {}).filter((key) => key !== 'types');
  return [
    ...events.filter((event) => !(Array.isArray(types) && types.includes(event))),
    ...filters.map((filter) => `all of them, without ${filter}`),
  ];
}
