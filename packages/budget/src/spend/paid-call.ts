import type { Amount } from '../money/amount.js';

/** What a paid call is for: is stored in its entry. */
export interface SpendOrigin {
  /** Id of the run. */
  readonly executionId?: string | undefined;
  readonly jobName?: string | undefined;
  readonly stepName?: string | undefined;
  /** Record number in the source of the run, from 1. */
  readonly rowNumber?: number | null | undefined;
  /** Who is paid, such as `openai`. */
  readonly provider?: string | undefined;
}

/** The true cost of a call that was made. */
export interface CallCost {
  readonly cost: Amount;
  /** Such as tokens. */
  readonly units?: Amount | undefined;
}
