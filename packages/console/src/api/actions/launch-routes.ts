import type { Job, RunRequest } from '@wdh/job';
import * as v from 'valibot';
import { Refusal } from '../../http/refusal.js';
import type { Route } from '../../http/route.js';
import { resolveInput } from '../../inputs/resolve-input.js';
import { checkLaunch } from '../../launch/check-launch.js';
import type { Launcher, WantedRun } from '../../launch/launcher.js';
import { recordedRequest } from '../../launch/recorded-request.js';
import type { WireLaunch, WireLaunched } from '../../wire/actions.js';
import type { ActionParts } from './action-parts.js';
import { findJob, findRun, jobOfRun, launcherOf } from './find-job.js';
import { readBody, runId, uuid } from './read-body.js';

const launchBody = v.strictObject({
  executionId: uuid,
  request: v.record(v.string(), v.unknown()),
  input: v.optional(
    v.strictObject({
      folder: v.pipe(v.number(), v.integer(), v.minValue(0)),
      path: v.string('must be a text'),
    }),
  ),
  parent: v.optional(runId),
  keepsInput: v.optional(v.boolean('must be true or false')),
});

const replayBody = v.strictObject({
  executionId: uuid,
  dryRun: v.optional(v.boolean('must be true or false')),
});

/** Returns the routes that start one run. */
export function launchRoutes(parts: ActionParts): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/jobs/:job/runs',
      role: 'operator',
      answer: async (context) => {
        const job = findJob(parts, context.req.param('job') ?? '');
        const launcher = launcherOf(parts);
        const body = await readBody(context, launchBody);
        const { executionId, parent } = body;
        const checked = await checkLaunch(job, body.request);
        const request = { ...checked, ...(await inputFor(parts, job, checked, body)) };
        const visitor = context.get('visitor');
        const about = { run: executionId, job: job.name, details: { parent: parent ?? null } };
        await parts.audit(visitor, 'run.launch', about);
        const trigger = parent === undefined ? 'console' : 'rerun';
        const requestedBy = visitor.user;
        const wanted = { job, executionId, requestedBy, trigger, request, parent } as const;
        return launchOnce(parts, launcher, wanted);
      },
    },
    {
      method: 'POST',
      path: '/runs/:run/replay',
      role: 'operator',
      answer: async (context) => {
        const launcher = launcherOf(parts);
        const { executionId, dryRun = false } = await readBody(context, replayBody);
        const run = await findRun(parts, context.req.param('run') ?? '');
        const job = jobOfRun(parts, run);
        const visitor = context.get('visitor');
        const about = { run: run.executionId, job: job.name, details: { dryRun } };
        await parts.audit(visitor, 'run.replay', about);
        return launchOnce(parts, launcher, {
          ...{
            job,
            executionId,
            requestedBy: visitor.user,
            trigger: 'replay',
            request: { dryRun },
          },
          parent: run.executionId,
        });
      },
    },
  ];
}

/** Launches a run. An id that exists must be of the run that is asked for, and not of another. */
async function launchOnce(
  { runs }: Pick<ActionParts, 'runs'>,
  launcher: Launcher,
  wanted: WantedRun,
): Promise<WireLaunched> {
  const launched = await launcher.launch(wanted);
  if (launched.outcome !== 'exists') return launched;
  const { job, executionId, parent = null } = wanted;
  const found = await runs.getRun(executionId);
  const isSame = found?.jobName === job.name && found.parentExecutionId === parent;
  if (found === null || isSame) return launched;
  const reason = `Run ${executionId} exists already, and is another one. Load this page again.`;
  return { executionId, outcome: 'refused', reason };
}

/** Returns the input that is chosen, that of the parent, or none. */
async function inputFor(
  parts: ActionParts,
  job: Job,
  { params, partition }: RunRequest,
  { input, parent, keepsInput = false }: Pick<WireLaunch, 'input' | 'parent' | 'keepsInput'>,
): Promise<Pick<RunRequest, 'input'>> {
  const run = parent === undefined ? null : await findRun(parts, parent);
  if (run !== null && jobOfRun(parts, run) !== job) throw otherJob();
  if (input !== undefined) return { input: await resolveInput(parts.project.inputs, input) };
  if (run === null || !keepsInput) return {};
  // With the parameters of the new run: another input than their own is named.
  const { request: asked } = run;
  const request = asked === null ? null : { ...(asked as object), params, partition };
  const recorded = await recordedRequest(job, { ...run, request });
  return recorded.input === undefined ? {} : { input: recorded.input };
}

function otherJob(): Refusal {
  const problem = 'is a run of another job';
  return new Refusal(400, 'BODY_INVALID', `The parent ${problem}.`, {
    fields: { parent: problem },
  });
}
