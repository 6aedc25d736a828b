import { isJobRunner } from './script-names.js';
import {
  needsOf,
  scriptOf,
  scriptsOf,
  type Permissions,
  type Workflow,
  type WorkflowJob,
} from './workflow.js';

/** One rule about workflows: returns the problems. `scripts` are the arguments of `npm run`. */
export type WorkflowRule = (workflow: Workflow, scripts: ReadonlySet<string>) => readonly string[];

/** A job that hangs costs hours, so each job has a limit. */
const timeouts: WorkflowRule = ({ jobs }) =>
  everyJob(jobs, ({ uses, 'timeout-minutes': minutes }) =>
    uses === undefined && minutes === undefined ? ['needs timeout-minutes'] : [],
  );

/** The token may only read; a job that writes has its own permissions. */
const permissions: WorkflowRule = ({ permissions, jobs }) => [
  ...(permissions === undefined ? ['needs permissions: without them, the token may do more'] : []),
  ...(permissions !== undefined && writes(permissions)
    ? ['lets every job write: give the permission to the job that needs it']
    : []),
  ...everyJob(jobs, ({ permissions = {} }) =>
    permissions === 'write-all' ? ['may do everything: list the permissions that it needs'] : [],
  ),
];

/** The checks of a replaced commit of a pull request are cancelled. */
const concurrency: WorkflowRule = ({ on, concurrency }) => {
  if (concurrency === undefined) return ['needs concurrency'];
  const hasPullRequests = typeof on === 'object' && on !== null && 'pull_request' in on;
  return hasPullRequests && concurrency['cancel-in-progress'] === undefined
    ? ['needs concurrency.cancel-in-progress: new commits outdate earlier runs']
    : [];
};

/** A person can run every command of a job, because it is an npm script. */
const scriptsOnly: WorkflowRule = ({ jobs }, scripts) =>
  everyJob(jobs, ({ steps = [] }) =>
    steps.flatMap(({ run }) => {
      if (run === undefined) return [];
      const script = scriptOf(run);
      if (script === null) return [`runs "${run.trim()}": make it an npm script`];
      return scripts.has(script) && !isJobRunner(script)
        ? []
        : [`runs the script "${script}", which does not exist`];
    }),
  );

/** A checkout persists no token, except in a job that pushes. */
const credentials: WorkflowRule = ({ jobs }) =>
  everyJob(jobs, ({ steps = [], permissions = {} }) =>
    steps.some(
      ({ uses, with: options }) =>
        uses?.startsWith('actions/checkout@') === true &&
        options?.['persist-credentials'] !== false,
    ) && !(typeof permissions === 'object' && permissions['contents'] === 'write')
      ? ['checks out without persist-credentials: false']
      : [],
  );

/** Code of an external pull request must not have access to our secrets. */
const strangers: WorkflowRule = ({ on }) =>
  JSON.stringify(on).includes('pull_request_target')
    ? ['runs on pull_request_target: use pull_request']
    : [];

/** Permissions to publish: to the repository, to the registries, or in our name. */
const publishing = ['contents', 'packages', 'id-token', 'attestations'];

/** An install script of a dependency must not run in a job that may publish. */
const installScripts: WorkflowRule = ({ jobs }) =>
  everyJob(jobs, ({ permissions = {}, environment, env, steps = [] }) => {
    const may = [
      ...publishing.filter(
        (right) => typeof permissions === 'object' && permissions[right] === 'write',
      ),
      ...(environment === undefined ? [] : ['environment']),
    ];
    const isOff = [{}, ...steps].every(
      (step: Pick<WorkflowJob, 'env'>) =>
        String({ ...env, ...step.env }['NPM_CONFIG_IGNORE_SCRIPTS']) === 'true',
    );
    return may.length === 0 || isOff
      ? []
      : [
          `can publish (${may.join(', ')}) and runs install scripts: set NPM_CONFIG_IGNORE_SCRIPTS: true in its env`,
        ];
  });

/** Every failure is reported: a job over its time limit counts as cancelled. */
const notifications: WorkflowRule = ({ jobs }) =>
  Object.entries(jobs).flatMap(([name, job]) => {
    if (!scriptsOf(job).includes('ci -- notify')) return [];
    const condition = String(job.if);
    const seen = ['always()', "'failure'", "'cancelled'"].every((part) => condition.includes(part));
    const missed = Object.keys(jobs).filter(
      (other) => other !== name && !needsOf(job).includes(other),
    );
    return [
      ...(seen
        ? []
        : [
            `job "${name}" misses jobs that were cancelled: always() && (contains(needs.*.result, …`,
          ]),
      ...missed.map((other) => `job "${name}" does not wait for "${other}"`),
    ];
  });

/** All of our rules that actionlint does not have. */
export const workflowRules: readonly WorkflowRule[] = [
  timeouts,
  permissions,
  concurrency,
  scriptsOnly,
  credentials,
  strangers,
  installScripts,
  notifications,
];

function everyJob(
  jobs: Workflow['jobs'],
  judge: (job: WorkflowJob) => readonly string[],
): readonly string[] {
  return Object.entries(jobs).flatMap(([name, job]) =>
    judge(job).map((complaint) => `job "${name}" ${complaint}`),
  );
}

function writes(permissions: Permissions): boolean {
  return typeof permissions === 'string'
    ? permissions === 'write-all'
    : Object.values(permissions).includes('write');
}
