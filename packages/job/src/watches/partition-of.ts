import type { Partitions } from '../partitions/partitions.js';

const compact = {
  days: /^(\d{4})(\d{2})(\d{2})$/,
  months: /^(\d{4})(\d{2})$/,
  list: null,
} as const;

/** Returns the partition that a part of a file's name means: `202601` is the month `2026-01`. */
export function partitionOf(partitions: Partitions | undefined, text: string): string {
  const digits = partitions === undefined ? null : compact[partitions.kind];
  return digits?.exec(text)?.slice(1).join('-') ?? text;
}
