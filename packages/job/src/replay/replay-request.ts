import type { Run } from '@wdh/runs';
import { loadModeNames, type LoadMode } from '@wdh/warehouse-loader';
import type { Job } from '../declare/job.js';
import type { RunRequest } from '../request/run-request.js';

/**
 * What a replay may ask for. Default: mode, parameters and partition of the run that rejected the
 * rows. A run without a partition has none, and the steps of the job may need one.
 */
export type ReplayOptions = Pick<RunRequest, 'dryRun' | 'mode' | 'params' | 'partition'>;

/**
 * Returns the request of a replay: mode, parameters and partition of the replayed run, unless others
 * are asked for. Rejected rows are collected in any number.
 */
export function replayRequest(
  job: Pick<Job, 'partitions'>,
  { executionId, loadMode, request }: Pick<Run, 'executionId' | 'loadMode' | 'request'>,
  { dryRun, mode = modeNamed(loadMode), params = paramsOf(request), ...asked }: ReplayOptions,
): RunRequest {
  // A job that has no partitions any more replays the runs of those that it had.
  const stored = job.partitions === undefined ? undefined : partitionOf(request);
  const { partition = stored } = asked;
  return {
    input: `rejected rows of run ${executionId}`,
    onBadRow: 'collect',
    errorThreshold: 1,
    ...(mode === undefined ? {} : { mode }),
    ...(params === undefined ? {} : { params }),
    ...(partition === undefined ? {} : { partition }),
    ...(dryRun === undefined ? {} : { dryRun }),
  };
}

function modeNamed(name: string): LoadMode | undefined {
  return loadModeNames.find((mode) => mode === name);
}

/** The parameters of a recorded request, which the schema of the job checks again. */
function paramsOf(request: unknown): RunRequest['params'] {
  if (typeof request !== 'object' || request === null || !('params' in request)) return undefined;
  const { params } = request;
  return typeof params === 'object' && params !== null ? { ...params } : undefined;
}

function partitionOf(request: unknown): string | undefined {
  if (typeof request !== 'object' || request === null || !('partition' in request))
    return undefined;
  return typeof request.partition === 'string' ? request.partition : undefined;
}
