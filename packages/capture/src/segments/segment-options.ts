import { WdhError } from '@wdh/pipeline-core';

/** When a segment is closed, and how often it is flushed. */
export interface SegmentOptions {
  /** Closes a segment that long after its first message. Default 60,000; at most a day. */
  readonly maxAgeMs: number;
  /** Closes a segment of that size. Default 64 MB. */
  readonly maxBytes: number;
  /**
   * How often messages are flushed to the disk. What was acknowledged since may be lost by a power
   * failure, but not by the end of the process. 0 flushes before each acknowledgement. Default 1,000.
   */
  readonly syncEveryMs: number;
}

const defaults: SegmentOptions = { maxAgeMs: 60_000, maxBytes: 64_000_000, syncEveryMs: 1_000 };
const dayMs = 86_400_000;

/**
 * Fills in the defaults.
 *
 * @throws WdhError `CAPTURE_OPTION_INVALID` (usage)
 */
export function completeSegmentOptions(given: {
  readonly [Key in keyof SegmentOptions]?: SegmentOptions[Key] | undefined;
}): SegmentOptions {
  const maxAgeMs = given.maxAgeMs ?? defaults.maxAgeMs;
  const maxBytes = given.maxBytes ?? defaults.maxBytes;
  const syncEveryMs = given.syncEveryMs ?? defaults.syncEveryMs;
  checkRange('maxAgeMs', maxAgeMs, 1, dayMs);
  checkRange('maxBytes', maxBytes, 1, Number.MAX_SAFE_INTEGER);
  checkRange('syncEveryMs', syncEveryMs, 0, dayMs);
  return { maxAgeMs, maxBytes, syncEveryMs };
}

/** @throws WdhError `CAPTURE_OPTION_INVALID` (usage) */
export function checkRange(option: string, value: number, least: number, most: number): void {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return;
  throw new WdhError(
    `Option ${option} of a capture must be a whole number from ${least} to ${most}.`,
    { code: 'CAPTURE_OPTION_INVALID', category: 'usage', field: option },
  );
}
