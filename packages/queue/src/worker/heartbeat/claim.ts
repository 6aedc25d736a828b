/** One attempt of a job of pg-boss, which this process fetched and holds. */
export interface Claim {
  readonly queue: string;
  readonly id: string;
  /** Identifies the attempt: a later one has another count. */
  readonly retryCount: number;
  /** Longest time between two beats before the job is handed out again. */
  readonly heartbeatSeconds: number;
}

/** Returns the key of a claim. */
export const claimKey = ({ id, retryCount }: Pick<Claim, 'id' | 'retryCount'>): string =>
  `${id}:${retryCount}`;
