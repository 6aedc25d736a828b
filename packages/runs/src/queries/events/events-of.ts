import type { Queryable } from '@wdh/postgres';
import { and, asc, eq, gt, inArray, like, lte, max, type SQL, sql } from 'drizzle-orm';
import { runEvents } from '../../schema.js';
import { runQueryInvalid } from '../../statements/run-query-invalid.js';
import { runStatement } from '../../statements/run-statement.js';
import { limitOf } from '../page.js';
import { escapeLike } from '../run-filter.js';

/** An event of a run. */
export interface RunEvent {
  /** Order of the events of a run, from 1; with a gap if events could not be recorded. */
  readonly sequence: number;
  readonly occurredAt: Date;
  readonly level: string;
  /** Name of the event, such as `database.load.started`. */
  readonly event: string;
  readonly stepName: string | null;
  /** JSON without cell values. */
  readonly payload: unknown;
}

/** Which events of a run to return: those that match all filters. */
export interface EventFilter {
  /** One of these levels. */
  readonly levels?: readonly string[] | undefined;
  readonly step?: string | undefined;
  /** A part of the name of the event or of its payload, case-insensitive. */
  readonly text?: string | undefined;
  /** Most events to return: 1 to 1,000. Default 50. */
  readonly limit?: number | undefined;
}

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

/** Most events that one call reads, so that a filter without matches takes no longer than others. */
export const eventWindow = 5_000;

/** The columns of {@link RunEvent}. */
export const eventColumns = {
  sequence: runEvents.sequence,
  occurredAt: runEvents.occurredAt,
  level: runEvents.level,
  event: runEvents.event,
  stepName: runEvents.stepName,
  // Unchanged: drizzle would parse a JSON text again.
  payload: sql<unknown>`${runEvents.payload}`.as('payload'),
};

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
  const limit = limitOf(options);
  checkSequence('after', after);
  // First, so that an event that is written meanwhile counts as after the page.
  const last = await lastEventOf(on, executionId);
  const seen = Math.min(last, after + eventWindow);
  const items = await runStatement(on, (database) =>
    database
      .select(eventColumns)
      .from(runEvents)
      .where(
        and(
          eq(runEvents.executionId, executionId),
          gt(runEvents.sequence, after),
          lte(runEvents.sequence, seen),
          eventCondition(options),
        ),
      )
      .orderBy(asc(runEvents.sequence))
      .limit(limit),
  );
  const isCut = items.length === limit;
  const reached = isCut ? (items.at(-1)?.sequence ?? after) : Math.max(seen, after);
  return { items, after: reached, hasMore: reached < last };
}

/** Checks a sequence. @throws WdhError `RUN_QUERY_INVALID` */
export function checkSequence(name: string, sequence: number): void {
  if (Number.isInteger(sequence) && sequence >= 0 && sequence <= 0x7fffffff - eventWindow) return;
  throw runQueryInvalid(`${name} must be the sequence of an event`);
}

/** Returns the sequence of the last event of a run; 0 without events. */
export async function lastEventOf(on: Queryable, executionId: string): Promise<number> {
  const [end] = await runStatement(on, (database) =>
    database
      .select({ last: max(runEvents.sequence).as('last') })
      .from(runEvents)
      .where(eq(runEvents.executionId, executionId)),
  );
  return end?.last ?? 0;
}

/** Returns the condition for a filter. */
export function eventCondition({ levels, step, text }: EventFilter): SQL | undefined {
  const written = sql`lower(${runEvents.event} || ' ' || coalesce(${runEvents.payload}::text, ''))`;
  return and(
    levels === undefined ? undefined : inArray(runEvents.level, [...levels]),
    step === undefined ? undefined : eq(runEvents.stepName, step),
    text === undefined ? undefined : like(written, sql`lower(${`%${escapeLike(text)}%`})`),
  );
}
