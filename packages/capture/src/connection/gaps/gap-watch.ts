import type { Logger } from '@wdh/pipeline-core';
import type { FeedClock } from '../feed-clock.js';
import { type FeedGap, type GapCounts, SequenceGaps } from './sequence-gaps.js';

/** The place of a message in the sequence of its key. */
export interface FeedSequence {
  /** Such as the symbol of a trade. */
  readonly key: string;
  readonly sequence: bigint;
}

/** What a {@link GapWatch} needs. */
export interface GapWatchOptions {
  readonly sequenceOf: ((message: string) => FeedSequence | null) | undefined;
  readonly onGap: ((gap: FeedGap) => void) | undefined;
  readonly logger: Logger;
  readonly clock: FeedClock;
}

const maxKeys = 10_000;
/** Keys stay in memory: a message with a longer one has no place. */
const longestKey = 500;
/** At most one warning in this time. */
const warningEveryMs = 60_000;

/** Finds the gaps in the messages of a feed, and warns of them without filling the log. */
export class GapWatch {
  readonly #options: GapWatchOptions;
  readonly #sequences = new SequenceGaps(maxKeys);
  #warnedAt = Number.NEGATIVE_INFINITY;
  #unreported = { gaps: 0, missing: 0n };

  constructor(options: GapWatchOptions) {
    this.#options = options;
  }

  get counts(): GapCounts {
    return this.#sequences.counts;
  }

  /** Notes a message, in the order of its connection. */
  note(message: string): void {
    const { sequenceOf, onGap, clock } = this.#options;
    if (sequenceOf === undefined) return;
    const place = placeOf(message, sequenceOf);
    if (place === null) return;
    const gap = this.#sequences.note(place.key, place.sequence);
    if (gap === null) return;
    onGap?.(gap);
    this.#unreported.gaps += 1;
    this.#unreported.missing += gap.missing;
    if (clock.now() - this.#warnedAt >= warningEveryMs) this.#warn(gap);
  }

  /** Warns of the gaps that no warning has counted yet. */
  finish(): void {
    if (this.#unreported.gaps > 0) this.#warn(null);
  }

  #warn(last: FeedGap | null): void {
    const { logger, clock } = this.#options;
    const { gaps, missing } = this.#unreported;
    this.#unreported = { gaps: 0, missing: 0n };
    this.#warnedAt = clock.now();
    const where = last === null ? {} : { key: last.key, from: `${last.from}`, to: `${last.to}` };
    logger.warn('feed.gap', { gaps, missing: `${missing}`, ...where });
  }
}

/** A message that cannot be read has no place; the job rejects it later. */
function placeOf(
  message: string,
  sequenceOf: (message: string) => FeedSequence | null,
): FeedSequence | null {
  try {
    const place = sequenceOf(message);
    return place === null || place.key.length > longestKey ? null : place;
  } catch {
    return null;
  }
}
