import { inputName } from '@wdh/file-connector';
import { inputOf, type Job, parseRunRequest, type RunRequest } from '@wdh/job';
import { WdhError } from '@wdh/pipeline-core';
import { holdsRedacted, type Run } from '@wdh/runs';

/**
 * Returns the request of a recorded run, to be run again. An input that is the job's own is left out:
 * its record lacks the secrets of an address.
 *
 * @throws WdhError (usage) `RUN_NOT_REPEATABLE` for a run without a request, a replay, one that read the standard
 * input, and one whose request holds a secret, which records do not keep; `REQUEST_INVALID`.
 */
export async function recordedRequest(
  job: Job,
  { executionId, request, trigger }: Pick<Run, 'executionId' | 'request' | 'trigger'>,
): Promise<RunRequest> {
  if (trigger === 'replay') {
    throw notRepeatable(
      executionId,
      'replayed rejected rows, and read no input. Replay them again',
    );
  }
  if (request === null) {
    throw notRepeatable(executionId, 'has no recorded request. Launch its job instead');
  }
  const recorded = parseRunRequest(request);
  const { input, ...others } = recorded;
  if (input === '-') {
    throw notRepeatable(executionId, 'read the standard input. Launch its job with a file instead');
  }
  if (holdsRedacted(others)) {
    throw notRepeatable(
      executionId,
      'was asked for with a secret, which records do not keep. Run it by wdh run, or let the job read the secret from its environment',
    );
  }
  const own = await inputOf(job, others).catch(() => null);
  if (input === undefined || (own !== null && inputName(own) === input)) return others;
  if (holdsRedacted(input)) {
    throw notRepeatable(executionId, 'read an address with a secret. Run it by wdh run');
  }
  return recorded;
}

function notRepeatable(executionId: string, why: string): WdhError {
  return new WdhError(`Run ${executionId} ${why}.`, {
    code: 'RUN_NOT_REPEATABLE',
    category: 'usage',
  });
}
