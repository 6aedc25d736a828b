import type { Queryable } from '@wdh/postgres';
import type { WatchedFile } from './watched-file.js';

/** A file that is recorded now. */
export type NewFile = Omit<WatchedFile, 'fileId' | 'state' | 'reason'>;

/** Whose file it is. */
export interface FileOwner {
  readonly watch: string;
  readonly jobName: string;
}

/**
 * Records files as waiting, in their order. One that is recorded already, by its run or as a file that
 * stays, is left as it is.
 *
 * @returns the number of files that were recorded.
 */
export async function insertFiles(
  on: Queryable,
  { watch, jobName }: FileOwner,
  files: readonly NewFile[],
): Promise<number> {
  if (files.length === 0) return 0;
  const rows = files.map(({ name, version, ...file }) => ({
    ...file,
    ...version,
    name: name.toString('hex'),
  }));
  const { count } = await on.query(
    `insert into public.wdh_watched_files
      (watch, job_name, execution_id, name, size_bytes, modified_ns, is_kept, series, version, state)
    select $1, $2, file."executionId", decode(file.name, 'hex'), file."sizeBytes", file."modifiedNs",
      file."isKept", file.series, file."inputVersion", 'waiting'
    from json_to_recordset($3::text::json) as file ("executionId" text, name text, "sizeBytes" bigint,
      "modifiedNs" bigint, "isKept" boolean, series text, "inputVersion" text)
    on conflict do nothing`,
    [watch, jobName, JSON.stringify(rows)],
  );
  return count;
}
