import { inputOf, type RunRequest } from '@wdh/job';
import { WdhError } from '@wdh/pipeline-core';
import type { PartitionState } from '@wdh/runs';
import type { ConsoleParts } from '../../console-parts.js';
import { Refusal } from '../../http/refusal.js';
import { derivedId } from '../../launch/derived-id.js';
import type { Launcher } from '../../launch/launcher.js';
import type { WireBackfill, WireBackfilled } from '../../wire/queue.js';
import type { PartitionedJob } from './partitions.js';

/** Most partitions of one backfill. */
const most = 1_000;

/** States of partitions that need no run. */
const isLeft: ReadonlySet<PartitionState['status']> = new Set(['success', 'queued', 'running']);

/** A backfill that is asked for, and by whom. */
export interface WantedBackfill extends WireBackfill {
  readonly requestedBy: string;
}

/**
 * Launches a run for each partition of a range.
 *
 * @throws WdhError `PARTITION_INVALID` or `REQUEST_INVALID` (usage), and Refusal `BACKFILL_REFUSED`:
 *   nothing is launched then.
 */
export async function backfill(
  { runs }: Pick<ConsoleParts, 'runs'>,
  launcher: Launcher,
  { job, partitions }: PartitionedJob,
  { key, from, to, onlyMissing, force, requestedBy }: WantedBackfill,
): Promise<WireBackfilled> {
  const keys = partitions.keys({ from, to });
  if (keys.length > most) {
    throw refused(
      `The range has ${keys.length} partitions, and at most ${most} are loaded at once.`,
    );
  }
  const states = await runs.partitionsOf({ job: job.name, version: job.version, keys });
  const wanted = states.filter(({ status }) => !onlyMissing || !isLeft.has(status));
  const requests = wanted.map(({ key: partition }): RunRequest => ({
    partition,
    ...(force ? { force } : {}),
  }));
  await checkInputs({ job, partitions }, requests);
  const problems: string[] = [];
  let queued = 0;
  for (const request of requests) {
    const { partition = '' } = request;
    const executionId = derivedId(key, `${job.name} ${partition}`);
    try {
      const { outcome, reason } = await launcher.launch({
        ...{ job, executionId, requestedBy, trigger: 'console', request },
      });
      if (outcome !== 'refused') queued += 1;
      else problems.push(`${partition}: ${reason ?? 'refused'}`);
    } catch (error) {
      if (!(error instanceof WdhError) || error.category !== 'usage') throw error;
      problems.push(`${partition}: ${error.summary}`);
    }
  }
  return { queued, skipped: states.length - wanted.length, problems };
}

/** Each partition needs an input of its own. */
async function checkInputs(
  { job }: PartitionedJob,
  requests: readonly RunRequest[],
): Promise<void> {
  const [first] = requests;
  if (first === undefined) return;
  const input = await inputOf(job, first);
  if (requests.length === 1 || input !== job.example) return;
  throw refused(
    `Job ${job.name} would read its example for every partition: declare input in defineJob, such as input: ({ partition }) => \`in/\${partition}.csv\`.`,
  );
}

const refused = (problem: string): Refusal => new Refusal(400, 'BACKFILL_REFUSED', problem);
