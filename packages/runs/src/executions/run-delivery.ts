import type { Queryable } from '@wdh/postgres';

/** The delivery of a queued run to this process, which may be one of several of the same run. */
export interface RunDelivery {
  /**
   * Checks that the delivery is still that of this process: before another process is kept from
   * continuing the run, and again in the transaction that starts it. An exception leaves the run as
   * it is. Default: it is.
   */
  accept?(on: Queryable): Promise<void>;
  /**
   * Confirms the delivery in the transaction that ends the run as `success` or `skipped`: both commit,
   * or neither. An exception rolls the run back.
   */
  confirm(on: Queryable): Promise<void>;
}
