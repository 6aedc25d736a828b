import type { Queryable } from '@wdh/postgres';
import type { FoundFile } from '../scan/scan-folder.js';
import { fileColumns, fileOf, type WatchedFile, type WatchedFileRow } from './watched-file.js';

/** Most series whose waiting files are returned at once. */
const seriesAtOnce = 500;

/**
 * Returns the files that wait, of series of which no file is loaded now, the earliest first. All waiting
 * files of a series are returned together.
 */
export async function waitingFiles(on: Queryable, watch: string): Promise<readonly WatchedFile[]> {
  const rows = await on.query<WatchedFileRow>(
    `with free as (
      select file.series, min(file.file_id) as first from public.wdh_watched_files file
      where file.watch = $1 and file.state = 'waiting' and file.ended_at is null and not exists (
        select from public.wdh_watched_files other
        where other.watch = $1 and other.series = file.series and other.state = 'loading'
          and other.ended_at is null)
      group by file.series order by first limit ${seriesAtOnce}
    )
    select ${fileColumns} from free join public.wdh_watched_files file
      on file.watch = $1 and file.series = free.series
    where file.state = 'waiting' and file.ended_at is null order by file.file_id`,
    [watch],
  );
  return rows.map(fileOf);
}

/** A version of a series that was loaded. */
export interface LoadedVersion {
  readonly series: string;
  readonly inputVersion: string;
  readonly executionId: string;
}

/** Returns the versions of series that were loaded. */
export async function loadedVersions(
  on: Queryable,
  watch: string,
  series: readonly string[],
): Promise<readonly LoadedVersion[]> {
  if (series.length === 0) return [];
  return on.query<LoadedVersion>(
    `select file.series as series, file.version as "inputVersion", file.execution_id as "executionId"
    from public.wdh_watched_files file
    where file.watch = $1 and file.version is not null and file.state = 'loaded'
      and file.series in (select json_array_elements_text($2::text::json))`,
    [watch, JSON.stringify(series)],
  );
}

/** Returns those of the files in the folder that are recorded as files that stay there. */
export async function keptFiles(
  on: Queryable,
  watch: string,
  files: readonly FoundFile[],
): Promise<ReadonlySet<FoundFile>> {
  const rows = files.map(({ name, version }) => ({ name: name.toString('hex'), ...version }));
  const known = await on.query<{ readonly place: number }>(
    `select asked.place::int as place
    from rows from (json_to_recordset($2::text::json)
      as (name text, "sizeBytes" bigint, "modifiedNs" bigint)) with ordinality
      as asked (name, size_bytes, modified_ns, place)
    where exists (select from public.wdh_watched_files file where file.is_kept and file.watch = $1
      and file.name = decode(asked.name, 'hex') and file.size_bytes = asked.size_bytes
      and file.modified_ns = asked.modified_ns)`,
    [watch, JSON.stringify(rows)],
  );
  const places = new Set(known.map(({ place }) => place));
  return new Set(files.filter((_, index) => places.has(index + 1)));
}

/** Returns the file of a run; null if the run is not that of a file in a watched folder. */
export async function fileOfRun(
  on: Queryable,
  executionId: string,
): Promise<(WatchedFile & { readonly watch: string; readonly isEnded: boolean }) | null> {
  const [row] = await on.query<WatchedFileRow & { watch: string; isEnded: boolean }>(
    `select ${fileColumns}, file.watch as watch, file.ended_at is not null as "isEnded"
    from public.wdh_watched_files file where file.execution_id = $1`,
    [executionId],
  );
  if (row === undefined) return null;
  const { watch, isEnded, ...file } = row;
  return { ...fileOf(file), watch, isEnded };
}
