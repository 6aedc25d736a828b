/** Which partitions of a job are meant. */
export interface PartitionRange {
  /** The first key. Default: the first of the job. */
  readonly from?: string | undefined;
  /** The last key. Default: the last complete one. */
  readonly to?: string | undefined;
  /** The time at which partitions are complete. Default: now. */
  readonly now?: Date | undefined;
}

/**
 * The partitions of a job, in their order: parts of its data that are loaded and repeated one by one,
 * such as months. `days()`, `months()` and `list()` return them.
 *
 * @typeParam Key - What names a partition, such as `2026-01`.
 */
export interface Partitions<Key extends string = string> {
  readonly kind: 'days' | 'months' | 'list';
  /** In words, such as `months from 2026-01`. */
  readonly description: string;
  /** A key, for messages and help. */
  readonly example: Key;
  /**
   * Returns the keys of a range, in their order.
   *
   * @throws WdhError `PARTITION_INVALID` (usage) for a key that is none, or a range that is reversed.
   */
  keys(range?: PartitionRange): readonly Key[];
  /** Returns the last partition that was complete at a time, by default now; null for a list. */
  latest(now?: Date): Key | null;
  /** Returns the partition that has begun and is not complete at a time; null for a list. */
  present(now?: Date): Key | null;
  /**
   * Says what is wrong with a key, with the nearest one; null if it is one. The present day or month
   * has a key, although it is not complete; a later one has none.
   */
  problemOf(key: string, now?: Date): string | null;
}
