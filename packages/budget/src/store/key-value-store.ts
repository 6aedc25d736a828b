/** The right to do something that one process at a time may do. */
export interface Claim {
  /** Gives it up, so that another process may claim it. Nothing happens if it has expired. */
  release(): Promise<void>;
}

/**
 * A small store shared by processes: for notices that are sent once, and values that are read often.
 *
 * Each method may reject if the store does not answer; callers say what happens then.
 */
export interface KeyValueStore {
  /** Returns the value of a key; null if there is none, or it has expired. */
  get(key: string): Promise<string | null>;
  /** Sets the value of a key for `ttlMs` milliseconds. */
  set(key: string, value: string, ttlMs: number): Promise<void>;
  /** Claims a key for `ttlMs` milliseconds; null if it is claimed. Of concurrent claims, one succeeds. */
  claim(key: string, ttlMs: number): Promise<Claim | null>;
  /** Ends its connections. */
  close(): Promise<void>;
}
