import { WdhError } from './wdh-error.js';

/** More rows were rejected than the pipeline allows. */
export class ErrorThresholdExceededError extends WdhError {
  readonly rowsRejected: number;
  readonly rowsIn: number;
  readonly errorThreshold: number;

  constructor(domain: string, rowsRejected: number, rowsIn: number, errorThreshold: number) {
    super(
      `${rowsRejected} of ${rowsIn} rows were rejected, more than the limit of ${percent(errorThreshold)}. ` +
        'Correct the file or raise the error threshold.',
      { code: 'ERROR_THRESHOLD_EXCEEDED', category: 'data', domain },
    );
    this.rowsRejected = rowsRejected;
    this.rowsIn = rowsIn;
    this.errorThreshold = errorThreshold;
  }
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(6))} %`;
}
