import { type DatabaseEncoding, escapeCharacters, type Queryable } from '@wdh/postgres';
import { sql } from 'drizzle-orm';
import { runEvents } from '../schema.js';
import type { ServerClock } from '../server-clock.js';
import { runStatement } from '../statements/run-statement.js';
import { storableText } from '../text/storable-text.js';
import type { WaitingEvent } from './event-buffer.js';

/**
 * Adds events, at least one, to a run.
 *
 * @param before - Sequence of the last event of earlier starts of the run.
 */
export async function writeEvents(
  on: Queryable,
  executionId: string,
  events: readonly WaitingEvent[],
  clock: ServerClock,
  encoding: DatabaseEncoding,
  before = 0,
): Promise<void> {
  const rows = events.map(({ sequence, level, event, stepName, atMs, payload }) => ({
    executionId,
    sequence: before + sequence,
    occurredAt: clock(atMs),
    level,
    event: storableText(event, encoding).slice(0, 100),
    stepName: stepName === null ? null : storableText(stepName, encoding),
    payload: sql`${escapeCharacters(payload, encoding)}::text::json`,
  }));
  await runStatement(on, (database) => database.insert(runEvents).values(rows));
}
