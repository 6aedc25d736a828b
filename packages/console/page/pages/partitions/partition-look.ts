import type { Partition } from './partition-rows.js';

/** What a state of a partition looks like. */
export interface PartitionLook {
  readonly word: string;
  /** A sign, so that the colour is not alone. */
  readonly sign: string;
}

/** What each state is called and looks like, in the order of the legend. */
export const partitionLooks: Readonly<Record<Partition['status'], PartitionLook>> = {
  success: { word: 'loaded', sign: '✓' },
  running: { word: 'running', sign: '▸' },
  queued: { word: 'queued', sign: '…' },
  failed: { word: 'failed', sign: '✕' },
  outdated: { word: 'loaded by another version', sign: '↻' },
  missing: { word: 'missing', sign: '·' },
};

/** Returns how many partitions have each state. */
export function countStates(items: readonly Partition[]): ReadonlyMap<Partition['status'], number> {
  const counts = new Map<Partition['status'], number>();
  for (const { status } of items) counts.set(status, (counts.get(status) ?? 0) + 1);
  return counts;
}

/** Returns how many partitions a backfill loads: all, or those that are not loaded and not on their way. */
export function countWanted(items: readonly Partition[], onlyMissing: boolean): number {
  const isLeft = ['success', 'queued', 'running'];
  return items.filter(({ status }) => !onlyMissing || !isLeft.includes(status)).length;
}
