import { WdhError } from '@wdh/pipeline-core';
import * as v from 'valibot';
import { Refusal } from '../../http/refusal.js';
import type { Route } from '../../http/route.js';
import { derivedId } from '../../launch/derived-id.js';
import type { Launcher } from '../../launch/launcher.js';
import { recordedRequest } from '../../launch/recorded-request.js';
import type { WireCancelled, WireLaunched, WireRerun } from '../../wire/actions.js';
import type { ActionParts } from './action-parts.js';
import { findRun, jobOfRun, launcherOf } from './find-job.js';
import { readBody, runId, uuid } from './read-body.js';

const selection = {
  runs: v.pipe(
    v.array(runId, 'must be a list of runs'),
    v.minLength(1, 'must name 1 to 100 runs'),
    v.maxLength(100, 'must name 1 to 100 runs'),
    v.check((runs) => new Set(runs).size === runs.length, 'must name each run once'),
  ),
};

const cancelBody = v.strictObject(selection);
const rerunBody = v.strictObject({
  ...selection,
  key: uuid,
  dryRun: v.optional(v.boolean('must be true or false')),
});

/** Returns the routes that act on several runs, each with its own result. */
export function selectionRoutes(parts: ActionParts): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/runs/cancel',
      role: 'operator',
      answer: async (context): Promise<WireCancelled> => {
        const { runs } = await readBody(context, cancelBody);
        const visitor = context.get('visitor');
        // A run whose process was killed does not see the request. Others may have lost their connection
        // for seconds only.
        await parts.runs.abandonDeadRuns(runs);
        const results: WireCancelled['results'][number][] = [];
        for (const executionId of runs) {
          await parts.audit(visitor, 'run.cancel', { run: executionId });
          results.push(await cancel(parts, executionId));
        }
        return { results };
      },
    },
    {
      method: 'POST',
      path: '/runs/rerun',
      role: 'operator',
      answer: async (context): Promise<WireRerun> => {
        const launcher = launcherOf(parts);
        const { runs, key, dryRun } = await readBody(context, rerunBody);
        const { user } = context.get('visitor');
        const results: WireRerun['results'][number][] = [];
        for (const repeats of runs) {
          const wanted = { executionId: derivedId(key, repeats), repeats, dryRun, user };
          results.push({ repeats, ...(await rerun(parts, launcher, wanted)) });
        }
        return { results };
      },
    },
  ];
}

async function cancel(
  { runs, queue }: ActionParts,
  executionId: string,
): Promise<WireCancelled['results'][number]> {
  const cancelled = await (queue?.cancel(executionId) ?? runs.requestCancel(executionId));
  const status = cancelled?.status ?? null;
  const isRequested = status === 'running' || status === 'cancelled';
  return { executionId, status, isRequested };
}

interface WantedRerun {
  readonly executionId: string;
  readonly repeats: string;
  /** Default: as the run that is repeated. */
  readonly dryRun: boolean | undefined;
  readonly user: string;
}

/** What is wrong with one run is its result: the others are repeated anyway. */
async function rerun(
  parts: ActionParts,
  launcher: Launcher,
  { executionId, repeats, dryRun, user }: WantedRerun,
): Promise<WireLaunched> {
  try {
    const run = await findRun(parts, repeats);
    const job = jobOfRun(parts, run);
    await parts.audit({ user }, 'run.rerun', { run: repeats, job: job.name });
    const wanted = { job, executionId, requestedBy: user, parent: repeats } as const;
    if (run.trigger === 'replay') {
      return await launcher.launch({ ...wanted, trigger: 'replay', request: { dryRun } });
    }
    // Content that is loaded is skipped, and a rehearsal commits nothing: it is forced.
    const asked = { dryRun, ...(dryRun === true ? { force: true } : {}) };
    const recorded = await recordedRequest(job, run);
    const request = dryRun === undefined ? recorded : { ...recorded, ...asked };
    return await launcher.launch({ ...wanted, trigger: 'rerun', request });
  } catch (error) {
    return { executionId, outcome: 'refused', reason: reasonOf(error) };
  }
}

/** @throws what is not about this one run. */
function reasonOf(error: unknown): string {
  if (error instanceof Refusal) return error.message;
  if (error instanceof WdhError && error.category === 'usage') return error.summary;
  throw error;
}
