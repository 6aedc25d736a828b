import type { Run } from '@wdh/runs';
import { loadModeNames, type LoadMode } from '@wdh/warehouse-loader';
import type { RunRequest } from '../request/run-request.js';

/** What a replay may ask for. Default: mode and parameters of the run that rejected the rows. */
export type ReplayOptions = Pick<RunRequest, 'dryRun' | 'mode' | 'params'>;

/**
 * Returns the request of a replay: partition of the replayed run, and its mode and parameters unless
 * others are asked for. Rejected rows are collected in any number.
 */
export function replayRequest(
  { executionId, loadMode, request }: Pick<Run, 'executionId' | 'loadMode' | 'request'>,
  { dryRun, mode = modeNamed(loadMode), params = paramsOf(request) }: ReplayOptions,
): RunRequest {
  const partition = partitionOf(request);
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

/** The steps of the job may depend on it. */
function partitionOf(request: unknown): string | undefined {
  if (typeof request !== 'object' || request === null || !('partition' in request))
    return undefined;
  return typeof request.partition === 'string' ? request.partition : undefined;
}
