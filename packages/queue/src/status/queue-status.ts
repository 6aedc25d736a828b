import type { Queryable } from '@wdh/postgres';
import { bossSchema } from '../boss/boss-schema.js';
import { deadQueue } from '../boss/queue-names.js';

/** The jobs of the queue for one job of the project. */
export interface JobDepth {
  readonly job: string;
  /** Could start now. */
  readonly ready: number;
  /** Wait for their time, or for another attempt. */
  readonly delayed: number;
  readonly running: number;
  /** Since when the oldest of the ready ones waits; null if there is none. */
  readonly oldestReadyAt: Date | null;
  /** Failed, and are not tried again. */
  readonly dead: number;
}

/** A run that failed, and is not tried again. */
export interface DeadRun {
  readonly executionId: string;
  readonly job: string;
  readonly diedAt: Date;
  /** Of its last error; null if its record was deleted. */
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
}

/** A worker that has registered itself. */
export interface LiveWorker {
  readonly host: string;
  readonly processId: number;
  readonly startedAt: Date;
  readonly seenAt: Date;
}

/** What the queue holds. */
export interface QueueStatus {
  /** The jobs of the project that ever had a run in the queue, by name. */
  readonly jobs: readonly JobDepth[];
  /** The latest 100, the latest first. */
  readonly dead: readonly DeadRun[];
  readonly workers: readonly LiveWorker[];
}

/** Reads what the queue holds, at one moment for each part. */
export async function queueStatus(on: Queryable): Promise<QueueStatus> {
  return { jobs: await depths(on), dead: await deadRuns(on), workers: await liveWorkers(on) };
}

async function depths(on: Queryable): Promise<readonly JobDepth[]> {
  return on.query<JobDepth>(
    `with waiting as (
      select name, count(*) filter (where state = 'active')::int as running,
        count(*) filter (where state < 'active' and start_after <= now())::int as ready,
        count(*) filter (where state < 'active' and start_after > now())::int as delayed,
        min(start_after) filter (where state < 'active' and start_after <= now()) as oldest
      from ${bossSchema}.job where state < 'completed' group by name
    ), dead as (
      select data ->> 'job' as job, count(*)::int as count from ${bossSchema}.job
      where name = $1 group by 1
    )
    select substr(queue.name, 5) as job, coalesce(ready, 0) as ready, coalesce(delayed, 0) as delayed,
      coalesce(running, 0) as running, oldest as "oldestReadyAt", coalesce(dead.count, 0) as dead
    from ${bossSchema}.queue left join waiting using (name)
      left join dead on dead.job = substr(queue.name, 5)
    where queue.name like 'run/%' order by 1`,
    [deadQueue],
  );
}

async function deadRuns(on: Queryable): Promise<readonly DeadRun[]> {
  return on.query<DeadRun>(
    `select dead.data ->> 'executionId' as "executionId", dead.data ->> 'job' as job,
      dead.created_on as "diedAt", run.error_code as "errorCode", run.error_message as "errorMessage"
    from ${bossSchema}.job dead
      left join public.pipeline_executions run on run.execution_id = dead.data ->> 'executionId'
    where dead.name = $1 order by dead.created_on desc, dead.id limit 100`,
    [deadQueue],
  );
}

async function liveWorkers(on: Queryable): Promise<readonly LiveWorker[]> {
  return on.query<LiveWorker>(
    `select host, pid as "processId", started_on as "startedAt", heartbeat_on as "seenAt"
    from ${bossSchema}.instance
    where stopped_on is null and supervise
      and heartbeat_on > now() - 3 * heartbeat_seconds * interval '1 second'
    order by host, pid`,
  );
}
