import type { Queryable } from '@wdh/postgres';
import type { FileState, WatchedFile } from './watched-file.js';

/** What changes of a file. */
export interface FileChange {
  readonly fileId: string;
  readonly state: FileState;
  readonly reason?: string | null | undefined;
  readonly isKept?: boolean | undefined;
  /** Whether the file is where it stays. */
  readonly isEnded?: boolean | undefined;
}

/** Records changes of files; what a change leaves out stays. */
export async function changeFiles(on: Queryable, changes: readonly FileChange[]): Promise<void> {
  if (changes.length === 0) return;
  await on.query(
    `update public.wdh_watched_files file set state = change.state,
      reason = coalesce(change.reason, file.reason),
      is_kept = coalesce(change."isKept", file.is_kept),
      ended_at = case change."isEnded" when true then clock_timestamp() when false then null
        else file.ended_at end
    from json_to_recordset($1::text::json) as change ("fileId" bigint, state text, reason text,
      "isKept" boolean, "isEnded" boolean)
    where file.file_id = change."fileId"`,
    [JSON.stringify(changes)],
  );
}

/** Forgets an earlier file of the same version that stays: the index has room for one. */
export async function forgetKept(
  on: Queryable,
  watch: string,
  { fileId, name, version }: WatchedFile,
): Promise<void> {
  await on.query(
    `update public.wdh_watched_files set is_kept = false where is_kept and watch = $1
      and name = decode($2, 'hex') and size_bytes = $3::text::bigint
      and modified_ns = $4::text::bigint and file_id <> $5::text::bigint`,
    [watch, name.toString('hex'), version.sizeBytes, version.modifiedNs, fileId],
  );
}

/**
 * Returns the ids of runs that no file is recorded for, and begins to put away again the files of
 * runs that were put away: their folder is still, or again, where files are loaded.
 */
export async function reopenStaged(
  on: Queryable,
  executionIds: readonly string[],
): Promise<readonly string[]> {
  if (executionIds.length === 0) return [];
  const asked = JSON.stringify(executionIds);
  await on.query(
    `update public.wdh_watched_files set ended_at = null where ended_at is not null
      and execution_id in (select json_array_elements_text($1::text::json))`,
    [asked],
  );
  const unknown = await on.query<{ readonly id: string }>(
    `select asked.id from json_array_elements_text($1::text::json) as asked (id)
    where not exists (
      select from public.wdh_watched_files file where file.execution_id = asked.id)`,
    [asked],
  );
  return unknown.map(({ id }) => id);
}
