import type { RejectedRow } from '../accounting/rejected-row.js';
import type { PipelineConfig } from '../context/pipeline-config.js';
import { ErrorThresholdExceededError } from '../errors/error-threshold-exceeded-error.js';
import { RowRejectedError } from '../errors/row-rejected-error.js';
import type { WdhError } from '../errors/wdh-error.js';

/** The position reached in the source. */
export interface ReadSoFar {
  readonly rowsIn: number;
  readonly hasEnded: boolean;
}

/**
 * Decides when rejected rows end a run. It checks each rejected row in the order of the source, so that the
 * decision does not depend on how the input was split into batches.
 */
export class ErrorPolicy {
  readonly #config: PipelineConfig;
  readonly #domain: string;
  #rowsRejected = 0;
  /** Rejected rows of unknown position that arrived while the source was still being read. */
  #rowsSetAside = 0;

  constructor(config: PipelineConfig, domain: string) {
    this.#config = config;
    this.#domain = domain;
  }

  /** Returns the error with which the run must end at this rejected row, or null to continue. */
  judge(rejected: RejectedRow, { rowsIn, hasEnded }: ReadSoFar): WdhError | null {
    if (this.#config.stopOnError) return new RowRejectedError(rejected, this.#domain);
    // During reading, the number of rows read depends on the batches; the row's position does not.
    const rowsSeen = hasEnded ? rowsIn : rejected.rowNumber;
    if (rowsSeen === null) {
      this.#rowsSetAside += 1;
      return null;
    }
    this.#rowsRejected += 1;
    return rowsSeen >= this.#config.errorThresholdMinRows ? this.#exceededAt(rowsSeen) : null;
  }

  /** Returns the error with which the run must end once every row was read, or null. */
  judgeAtEnd(rowsIn: number): WdhError | null {
    this.#rowsRejected += this.#rowsSetAside;
    this.#rowsSetAside = 0;
    return this.#exceededAt(rowsIn);
  }

  #exceededAt(rowsSeen: number): WdhError | null {
    const { errorThreshold } = this.#config;
    if (this.#rowsRejected <= errorThreshold * rowsSeen) return null;
    return new ErrorThresholdExceededError(
      this.#domain,
      this.#rowsRejected,
      rowsSeen,
      errorThreshold,
    );
  }
}
