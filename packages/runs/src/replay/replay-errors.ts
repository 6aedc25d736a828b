import { WdhError } from '@wdh/pipeline-core';

/** Creates the error of a run that cannot be replayed. */
export function replayRefused(summary: string): WdhError {
  return new WdhError(summary, { code: 'REPLAY_REFUSED', category: 'usage' });
}

/** Creates the error of a replay whose rejected rows are not open any more. */
export function replayOutdated(run: string): WdhError {
  return new WdhError(
    `Rejected rows of run ${run} were resolved or deleted since this replay began. Replay the run again: only the rows that are still open are read.`,
    { code: 'REPLAY_OUTDATED', category: 'locked', isRetryable: true },
  );
}

/** Creates the error of a rejected row of which the record is not known. */
export function replayUntraceable(run: string): WdhError {
  return new WdhError(
    `A row of this replay was rejected, but a dataset step made or repeated rows, so that its record in run ${run} is not known. Let the step return the row objects that it receives, each once.`,
    { code: 'REPLAY_UNTRACEABLE', category: 'data' },
  );
}
