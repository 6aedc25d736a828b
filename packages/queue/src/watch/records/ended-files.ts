import type { Queryable } from '@wdh/postgres';
import type { RunStatus } from '@wdh/runs';
import { bossSchema } from '../../boss/boss-schema.js';
import { runQueue } from '../../boss/queue-names.js';
import { fileColumns, fileOf, type WatchedFile, type WatchedFileRow } from './watched-file.js';

/** A file whose run has ended, or that has none. */
export interface EndedFile extends WatchedFile {
  /** Null if it has no run, or the record of its run was deleted. */
  readonly status: RunStatus | null;
}

/** Files that are put away in one transaction. */
const atOnce = 50;

/**
 * Returns files that have to be put away, and locks them: other watchers pass over them. A run has
 * ended if its job is in the queue no more, whatever the status of its record is.
 *
 * @param after - The file after which they begin; those before it follow.
 */
export async function lockEndedFiles(
  on: Queryable,
  watch: string,
  after: string,
): Promise<readonly EndedFile[]> {
  const rows = await on.query<WatchedFileRow & { status: RunStatus | null }>(
    `select ${fileColumns}, run.status as status
    from public.wdh_watched_files file
      left join public.pipeline_executions run on run.execution_id = file.execution_id
    where file.watch = $1 and file.ended_at is null and (file.state in ('loaded', 'failed', 'skipped')
      or file.state = 'loading' and not exists (
        select from ${bossSchema}.job where job.name = $2 || file.job_name and job.id = file.execution_id::uuid
          and job.state < 'completed'))
    order by file.file_id <= $3::text::bigint, file.file_id limit ${atOnce} for update of file skip locked`,
    [watch, runQueue(''), after],
  );
  return rows.map(({ status, ...row }) => ({ ...fileOf(row), status }));
}

/** Returns the watches that have files on their way. */
export async function openWatches(on: Queryable): Promise<ReadonlySet<string>> {
  const found = await on.query<{ readonly watch: string }>(
    'select distinct watch from public.wdh_watched_files where ended_at is null',
  );
  return new Set(found.map(({ watch }) => watch));
}

/** The files of a watch, by where they are on their way. */
export interface WatchCounts {
  readonly watch: string;
  readonly waiting: number;
  readonly loading: number;
  readonly loaded: number;
  readonly failed: number;
  readonly skipped: number;
  /** When the last file was found; null if none was. */
  readonly lastSeenAt: Date | null;
}

/** Counts the files of all watches that have found some. */
export async function countWatchedFiles(on: Queryable): Promise<readonly WatchCounts[]> {
  return on.query<WatchCounts>(
    `select file.watch as watch,
      count(*) filter (where file.state = 'waiting')::int as waiting,
      count(*) filter (where file.state = 'loading')::int as loading,
      count(*) filter (where file.state = 'loaded')::int as loaded,
      count(*) filter (where file.state = 'failed')::int as failed,
      count(*) filter (where file.state = 'skipped')::int as skipped,
      max(file.seen_at) as "lastSeenAt"
    from public.wdh_watched_files file group by file.watch order by file.watch`,
  );
}
