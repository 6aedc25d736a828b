import type { Queryable } from '@wdh/postgres';
import type { RunEventsPage } from './events-of.js';
import {
  checkSequence,
  type EventFilter,
  eventWindow,
  lastEventOf,
  selectEvents,
} from './select-events.js';

/** Options of `eventsBefore`. */
export interface EventsBeforeOptions extends EventFilter {
  /** Events before this sequence, or before the end. */
  readonly before: number | 'end';
}

/** Some events of a run, in their order, and where to continue in both directions. */
export interface EarlierEventsPage extends RunEventsPage {
  /** Where to continue backwards. */
  readonly before: number;
  /** Whether there are events before `before`. */
  readonly hasEarlier: boolean;
}

/**
 * Returns the latest events of a run before one of them, in their order.
 *
 * @throws WdhError `RUN_QUERY_INVALID`
 * @example
 * const last = await eventsBefore(on, id, { before: 'end', limit: 500 });
 * const earlier = await eventsBefore(on, id, { before: last.before, limit: 500 });
 */
export async function eventsBefore(
  on: Queryable,
  executionId: string,
  options: EventsBeforeOptions,
): Promise<EarlierEventsPage> {
  if (options.before !== 'end') checkSequence('before', options.before);
  const last = await lastEventOf(on, executionId);
  const before = Math.min(options.before === 'end' ? last + 1 : options.before, last + 1);
  const seen = Math.max(1, before - eventWindow);
  const range = { after: seen - 1, before, from: 'end' } as const;
  const { items, isCut } = await selectEvents(on, executionId, range, options);
  const reached = isCut ? (items.at(-1)?.sequence ?? seen) : Math.min(seen, before);
  const after = Math.max(0, before - 1);
  return {
    items: items.reverse(),
    after,
    hasMore: after < last,
    before: reached,
    hasEarlier: reached > 1,
  };
}
