import type { Queryable } from '@wdh/postgres';
import { and, asc, desc, eq, gt, inArray, like, lt, max, type SQL, sql } from 'drizzle-orm';
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

/** Most events that one call reads, so that a filter without matches takes no longer than others. */
export const eventWindow = 5_000;

/** The columns of {@link RunEvent}. */
const columns = {
  sequence: runEvents.sequence,
  occurredAt: runEvents.occurredAt,
  level: runEvents.level,
  event: runEvents.event,
  stepName: runEvents.stepName,
  // Unchanged: drizzle would parse a JSON text again.
  payload: sql<unknown>`${runEvents.payload}`.as('payload'),
};

/** Events between two sequences, both left out, and from which end of them a page begins. */
export interface EventRange {
  readonly after: number;
  readonly before: number;
  readonly from: 'start' | 'end';
}

/** Returns the events of a range that match a filter, in the order in which they are read. */
export async function selectEvents(
  on: Queryable,
  executionId: string,
  { after, before, from }: EventRange,
  filter: EventFilter,
): Promise<{ readonly items: RunEvent[]; readonly isCut: boolean }> {
  const limit = limitOf(filter);
  const items = await runStatement(on, (database) =>
    database
      .select(columns)
      .from(runEvents)
      .where(
        and(
          eq(runEvents.executionId, executionId),
          gt(runEvents.sequence, after),
          lt(runEvents.sequence, before),
          eventCondition(filter),
        ),
      )
      .orderBy((from === 'start' ? asc : desc)(runEvents.sequence))
      .limit(limit),
  );
  return { items, isCut: items.length === limit };
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
function eventCondition({ levels, step, text }: EventFilter): SQL | undefined {
  const written = sql`lower(${runEvents.event} || ' ' || coalesce(${runEvents.payload}::text, ''))`;
  return and(
    levels === undefined ? undefined : inArray(runEvents.level, [...levels]),
    step === undefined ? undefined : eq(runEvents.stepName, step),
    text === undefined ? undefined : like(written, sql`lower(${`%${escapeLike(text)}%`})`),
  );
}
