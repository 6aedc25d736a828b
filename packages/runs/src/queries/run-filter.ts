import { and, eq, gte, inArray, isNotNull, like, lt, or, type SQL, sql } from 'drizzle-orm';
import type { RunStatus } from '../run-status.js';
import type { RunTrigger } from '../run-trigger.js';
import { pipelineExecutions as runs } from '../schema.js';
import { runQueryInvalid } from '../statements/run-query-invalid.js';

/** Which runs to return: those that match all filters. */
export interface RunFilter {
  /** Runs with these ids. */
  readonly ids?: readonly string[] | undefined;
  /** Name of the job. */
  readonly job?: string | undefined;
  /** Name of the pipeline. */
  readonly pipeline?: string | undefined;
  /** One of these statuses. */
  readonly statuses?: readonly RunStatus[] | undefined;
  /** One of these triggers. */
  readonly triggers?: readonly RunTrigger[] | undefined;
  /** Started at this time or later. */
  readonly startedFrom?: Date | undefined;
  /** Started before this time. */
  readonly startedBefore?: Date | undefined;
  /** Ended at this time or later. */
  readonly endedFrom?: Date | undefined;
  /** The run that they repeat or replay. */
  readonly parent?: string | undefined;
  /** The partition that they load. Needs `job`. */
  readonly partition?: string | undefined;
  /** Beginning of the partition that they load, such as `2026-` for the months of a year. Needs `job`. */
  readonly partitionPrefix?: string | undefined;
  /** Name of the schedule that requested them. */
  readonly schedule?: string | undefined;
  /** Beginning of the id, or a part of error code or error message, case-insensitive. */
  readonly text?: string | undefined;
}

/** Returns the condition for a filter. @throws WdhError `RUN_QUERY_INVALID` for an invalid time */
export function conditionOf(filter: RunFilter): SQL | undefined {
  const { job, pipeline, statuses, triggers, startedFrom, startedBefore, parent, text } = filter;
  const { partition, partitionPrefix, schedule, endedFrom } = filter;
  if (job === undefined && (partition ?? partitionPrefix) !== undefined) {
    throw runQueryInvalid('partition and partitionPrefix need the name of a job');
  }
  return and(
    filter.ids === undefined ? undefined : inArray(runs.executionId, [...filter.ids]),
    partition === undefined ? undefined : eq(runs.partitionKey, partition),
    partitionPrefix === undefined
      ? undefined
      : like(runs.partitionKey, `${escapeLike(partitionPrefix)}%`),
    schedule === undefined ? undefined : eq(runs.scheduleName, schedule),
    job === undefined ? undefined : eq(runs.jobName, job),
    pipeline === undefined ? undefined : eq(runs.pipelineName, pipeline),
    statuses === undefined ? undefined : oneOf(runs.status, statuses),
    triggers === undefined ? undefined : oneOf(runs.trigger, triggers),
    startedFrom === undefined ? undefined : gte(runs.startedAt, instantOf(startedFrom)),
    startedBefore === undefined ? undefined : lt(runs.startedAt, instantOf(startedBefore)),
    endedFrom === undefined ? undefined : gte(runs.completedAt, instantOf(endedFrom)),
    parent === undefined ? undefined : eq(runs.parentExecutionId, parent),
    text === undefined ? undefined : contains(text),
  );
}

/** An equality if possible: it keeps the order of an index. */
function oneOf(column: typeof runs.status | typeof runs.trigger, words: readonly string[]): SQL {
  const [first] = words;
  return words.length === 1 && first !== undefined
    ? eq(column, first)
    : inArray(column, [...words]);
}

const isAscii = /^[\x00-\x7f]*$/;

function contains(text: string): SQL | undefined {
  const escaped = escapeLike(text);
  const error = sql`coalesce(${runs.errorCode}, '') || ' ' || ${runs.errorMessage}`;
  // The locale is needed for other letters only, and takes most of the time.
  const lower = isAscii.test(text) ? sql`lower((${error}) collate "C")` : sql`lower(${error})`;
  // Both parts have an index: one of the ids, and one of the runs with an error.
  return or(
    like(runs.executionId, `${escaped}%`),
    and(isNotNull(runs.errorMessage), like(lower, sql`lower(${`%${escaped}%`})`)),
  );
}

/** Escapes a text for a pattern of LIKE. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

/** Checks a time. @throws WdhError `RUN_QUERY_INVALID` */
export function instantOf(time: Date): Date {
  // Other years are written with a sign, which PostgreSQL does not read.
  const isValid = (time as unknown) instanceof Date && /^\d{4}-/.test(time.toJSON());
  if (!isValid) throw runQueryInvalid('a time is not a date of the years 0 to 9999');
  return time;
}
