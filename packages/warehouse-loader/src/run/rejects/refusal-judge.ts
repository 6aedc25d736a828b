import { ErrorThresholdExceededError, type PipelineStream, WdhError } from '@wdh/pipeline-core';

/** Rows that must be loaded before the share is checked during the load, as in a pipeline. */
const leastRows = 1_000;

/** Checks whether too many rows are rejected; both functions throw `ERROR_THRESHOLD_EXCEEDED`. */
export interface RefusalJudge {
  onTheWay(): void;
  atEnd(): void;
}

/** Creates the judge of one transaction. `rejected.rows` includes those of the pipeline. */
export function refusalJudge(
  pipelineName: string,
  stream: Pick<PipelineStream<object>, 'ledger'>,
  rejected: { readonly rows: number },
  errorThreshold = 0.1,
): RefusalJudge {
  if (!(errorThreshold >= 0 && errorThreshold <= 1)) {
    throw new WdhError('errorThreshold must be a share from 0 to 1, such as 0.1.', {
      code: 'LOADER_OPTION_INVALID',
      category: 'usage',
    });
  }
  const judge = (fromRows: number): void => {
    const { rowsIn } = stream.ledger;
    if (rowsIn < fromRows || rejected.rows <= errorThreshold * rowsIn) return;
    throw new ErrorThresholdExceededError(pipelineName, rejected.rows, rowsIn, errorThreshold);
  };
  return {
    onTheWay: () => {
      judge(leastRows);
    },
    atEnd: () => {
      judge(0);
    },
  };
}
