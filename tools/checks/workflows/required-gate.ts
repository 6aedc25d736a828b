import type { Finding } from '../finding.js';
import { needsOf, scriptsOf, type Workflow, type WorkflowJob } from './workflow.js';

/** The job that branch protection requires. */
const gate = 'required';

/** Scripts that must succeed before a merge, in any job. */
const mustRun = [
  'ci -- static',
  'ci -- unit',
  'ci -- shards',
  'ci -- integration',
  'test:chaos:smoke',
  'ci -- queue',
  'ci -- packages',
];

/** The gate must run again for a new commit, a label, and a reopened pull request. */
const events = ['opened', 'reopened', 'synchronize', 'labeled', 'unlabeled'];

/**
 * Checks the job that branch protection requires. GitHub counts a skipped required job as passed,
 * also in a called workflow: the job must always run and need every other job, and no job may hide
 * its failure.
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
  // A job that needs every job that the gate needs runs after the gate, for example to comment.
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
    ...(required.if === 'always()' ? [] : ['needs "if: always()": otherwise it can be skipped']),
    ...(scriptsOf(required).join() === 'ci -- required' && env.includes('${{ toJSON(needs) }}')
      ? []
      : ['runs ci -- required with NEEDS: ${{ toJSON(needs) }}']),
    ...unseen.map(([name]) => `does not need "${name}"`),
    ...[...judged, ...called, [gate, required] as const]
      .filter(hidesItsEnd)
      .map(([name]) => `does not receive the result of "${name}": remove its continue-on-error`),
    ...called
      .filter(([, job]) => job.if !== undefined)
      .map(([name]) => `is not notified if "${name}" is skipped: remove its if`),
    ...mustRun
      .filter((script) => !scripts.includes(script))
      .map((script) => `does not need a job that runs ${script}`),
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
