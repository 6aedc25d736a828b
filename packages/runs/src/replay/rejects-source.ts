import { NumberTexts, type RowBatch, type RowSource } from '@wdh/pipeline-core';
import type { Queryable } from '@wdh/postgres';
import type { RecordTypes } from '../records/record-types.js';
import { restoredRecord } from '../records/restored-record.js';
import { replayOutdated } from './replay-errors.js';

/** The rejected rows that {@link rejectsSource} reads. */
export interface RejectsSourceOptions {
  readonly on: Queryable;
  readonly run: string;
  readonly ids: Float64Array;
  /** The number of each row in the source that was rejected. */
  readonly rowNumbers: Float64Array;
}

/** Most rows of a batch, and most characters of their records, unless one record is longer. */
const most = { rows: 1_000, characters: 4 * 1024 * 1024 };

interface FoundRecord {
  /** From 1. */
  readonly place: number;
  readonly lineNumber: number | null;
  readonly record: string;
  readonly types: string | null;
}

/** Creates the source of the records of rejected rows. */
export function rejectsSource(options: RejectsSourceOptions): RowSource<Record<string, unknown>> {
  const name = `rejected rows of run ${options.run}`;
  return {
    // Without a hash, because the same records may load after a change of the table.
    identify: () => Promise.resolve({ name, sizeBytes: null, sha256: null }),
    read: (signal) => readBatches(options, signal),
  };
}

async function* readBatches(
  { on, run, ids, rowNumbers }: RejectsSourceOptions,
  signal: AbortSignal | undefined,
): AsyncGenerator<RowBatch<Record<string, unknown>>, void, undefined> {
  const numberTexts = new NumberTexts();
  // The server reads all records that are asked for, also those that are then too large together.
  let asked = most.rows;
  for (let from = 0; from < ids.length;) {
    signal?.throwIfAborted();
    const found = await findRecords(on, ids.subarray(from, from + asked));
    if (found.length === 0 || found.some(({ place }, index) => place !== index + 1)) {
      throw replayOutdated(run);
    }
    const types = found.map((each) =>
      each.types === null ? null : (JSON.parse(each.types) as RecordTypes),
    );
    const areJsonValues = types.some((each) => each?.areJsonValues === true);
    const hasNumberTexts = types.some((each) => each?.hasNumberTexts === true);
    yield {
      rows: found.map(({ record }, index) =>
        restoredRecord(record, types[index] ?? null, numberTexts),
      ),
      rowNumbers: Array.from(rowNumbers.subarray(from, from + found.length)),
      lineNumbers: found.map(({ lineNumber }) => lineNumber),
      rejected: [],
      ...(areJsonValues ? { areJsonValues } : {}),
      ...(hasNumberTexts ? { numberTexts } : {}),
    };
    from += found.length;
    asked = Math.min(most.rows, found.length * 2);
  }
}

/**
 * Finds the first of the records, as many as are not too large together. Only by their ids: with the
 * run as a condition, the server may read all rows of the run for each batch.
 */
function findRecords(on: Queryable, ids: Float64Array): Promise<readonly FoundRecord[]> {
  return on.query<FoundRecord>(
    `with wanted as (
       select id, place from unnest($1::text::bigint[]) with ordinality as wanted (id, place)
     ), found as (
       select place, line_number, record::text as record, record_types::text as types,
         sum(length(record::text)) over (order by place) as total
       from wanted join public.rejected_rows on rejected_row_id = id
       where resolved_at is null and record is not null
     )
     select place::float8 as place, line_number::float8 as "lineNumber", record, types
     from found where place = 1 or total <= $2::text::bigint order by found.place`,
    [`{${ids.join(',')}}`, String(most.characters)],
  );
}
