import type { Queryable } from '@wdh/postgres';
import { bossSchema } from '../boss/boss-schema.js';
import { deadQueue } from '../boss/queue-names.js';
import { type DeadRun, deadRuns, type LostRun, lostRuns } from './failed-runs.js';

/** Most entries of each list. */
const most = 100;

/** The runs of one job of the project in the queue. */
export interface JobDepth {
  readonly job: string;
  /** Could start now. */
  readonly ready: number;
  /** Since when the oldest of them could start; null if there is none. */
  readonly oldestReadyAt: Date | null;
  /** Wait for their time, or for another attempt. */
  readonly delayed: number;
  /** Of the delayed: those that have failed and are tried again. */
  readonly retrying: number;
  /** When the first of the delayed may start; null if there is none. */
  readonly nextAt: Date | null;
  /** Are with a worker. */
  readonly running: number;
  /** Failed, and are not tried again. */
  readonly dead: number;
}

/** A run that is with a worker. */
export interface ActiveRun {
  readonly executionId: string;
  readonly job: string;
  /** When the worker took it. */
  readonly since: Date;
  /** The last sign of life of the worker. */
  readonly seenAt: Date | null;
  /** Of the process that runs it; null before it has started it. */
  readonly host: string | null;
  readonly processId: number | null;
  /** Attempts that ended with an error, or with their worker. */
  readonly retries: number;
}

/** A worker that has registered itself. */
export interface LiveWorker {
  readonly host: string;
  readonly processId: number;
  readonly startedAt: Date;
  readonly seenAt: Date;
}

/** What the queue holds. The counts are complete; each list has at most 100 entries. */
export interface QueueStatus {
  /** The jobs of the project that ever had a run in the queue, by name. */
  readonly jobs: readonly JobDepth[];
  /** The longest first. */
  readonly running: readonly ActiveRun[];
  /** The latest first. */
  readonly dead: readonly DeadRun[];
  /** The earliest first. */
  readonly lost: readonly LostRun[];
  readonly workers: readonly LiveWorker[];
}

/** Reads what the queue holds, each part at a moment of its own. */
export async function queueStatus(on: Queryable): Promise<QueueStatus> {
  return {
    jobs: await depths(on),
    running: await activeRuns(on),
    dead: await deadRuns(on, most),
    lost: await lostRuns(on, most),
    workers: await liveWorkers(on),
  };
}

async function depths(on: Queryable): Promise<readonly JobDepth[]> {
  return on.query<JobDepth>(
    `with waiting as (
      select name, count(*) filter (where state = 'active')::int as running,
        count(*) filter (where state < 'active' and start_after <= now())::int as ready,
        min(start_after) filter (where state < 'active' and start_after <= now()) as oldest,
        count(*) filter (where state < 'active' and start_after > now())::int as delayed,
        count(*) filter (where state = 'retry' and start_after > now())::int as retrying,
        min(start_after) filter (where state < 'active' and start_after > now()) as next
      from ${bossSchema}.job where state < 'completed' and name like 'run/%' group by name
    ), dead as (
      select data ->> 'job' as job, count(*)::int as count from ${bossSchema}.job
      where name = $1 group by 1
    )
    select substr(queue.name, 5) as job, coalesce(ready, 0) as ready, oldest as "oldestReadyAt",
      coalesce(delayed, 0) as delayed, coalesce(retrying, 0) as retrying, next as "nextAt",
      coalesce(running, 0) as running, coalesce(dead.count, 0) as dead
    from ${bossSchema}.queue left join waiting using (name)
      left join dead on dead.job = substr(queue.name, 5)
    where queue.name like 'run/%' order by 1`,
    [deadQueue],
  );
}

async function activeRuns(on: Queryable): Promise<readonly ActiveRun[]> {
  return on.query<ActiveRun>(
    `select job.id::text as "executionId", substr(job.name, 5) as job, job.started_on as since,
      job.heartbeat_on as "seenAt", job.retry_count as retries,
      case when run.status = 'running' then run.host end as host,
      case when run.status = 'running' then run.process_id end as "processId"
    from ${bossSchema}.job left join public.pipeline_executions run on run.execution_id = job.id::text
    where job.name like 'run/%' and job.state = 'active'
    order by job.started_on, job.id limit ${most}`,
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
