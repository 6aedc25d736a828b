import type { Queryable } from '@wdh/postgres';
import {
  checkSequence,
  type EventFilter,
  eventWindow,
  lastEventOf,
  type RunEvent,
  selectEvents,
} from './select-events.js';

/** Options of `eventsOf`. */
export interface RunEventsOptions extends EventFilter {
  /** Events after this sequence. Default 0: from the first on. */
  readonly after?: number | undefined;
}

/** Some events of a run, in their order. */
export interface RunEventsPage {
  /**
   * May be empty although there are more: a filter is applied to a limited number of events at a
   * time.
   */
  readonly items: readonly RunEvent[];
  /** Where to continue, also for later events. */
  readonly after: number;
  /** Whether there are events after `after` now. */
  readonly hasMore: boolean;
}

/**
 * Returns events of a run, in their order.
 *
 * @throws WdhError `RUN_QUERY_INVALID`
 * @example
 * let page = await eventsOf(on, id, { levels: ['error'] });
 * while (page.hasMore) page = await eventsOf(on, id, { levels: ['error'], after: page.after });
 */
export async function eventsOf(
  on: Queryable,
  executionId: string,
  options: RunEventsOptions = {},
): Promise<RunEventsPage> {
  const { after = 0 } = options;
  checkSequence('after', after);
  // First, so that an event that is written meanwhile counts as after the page.
  const last = await lastEventOf(on, executionId);
  const seen = Math.min(last, after + eventWindow);
  const range = { after, before: seen + 1, from: 'start' } as const;
  const { items, isCut } = await selectEvents(on, executionId, range, options);
  const reached = isCut ? (items.at(-1)?.sequence ?? after) : Math.max(seen, after);
  return { items, after: reached, hasMore: reached < last };
}
