import type { RejectedRow } from '@wdh/pipeline-core';
import { quoteIdentifier } from '@wdh/postgres';
import { rejectedByServer } from '../../copy/rejected-by-server.js';
import { originOfStaged } from '../../copy/staged-numbers.js';
import type { StagingTable } from '../../copy/staging-table.js';
import type { StagedLoad } from '../staged-load.js';
import type { RefusedRow } from '../staged/row-isolation.js';
import type { RepeatedRows } from './repeated-rows.js';

interface SourceRow {
  readonly last: string;
  readonly position: string;
  readonly record: string | null;
  readonly line: string | null;
  readonly texts: readonly (string | null)[];
}

/**
 * Returns for refused rows the staged rows whose values they have, as they were given: a value that
 * is only in an earlier row would otherwise be lost, and one of the target recorded.
 *
 * @param repeated - Null if no row was combined with another.
 */
export async function rejectSources(
  { connection, columns }: StagedLoad,
  staging: StagingTable,
  repeated: RepeatedRows | null,
  refused: readonly RefusedRow[],
): Promise<readonly RejectedRow[]> {
  const [position = '', record = '', line = ''] = staging.numbers;
  const texts = columns.map(
    ({ column }) => `staged.${quoteIdentifier(column.name)}::pg_catalog.text`,
  );
  const errors = new Map(refused.map(({ row, error }) => [row.position, error]));
  await connection.query(`create index if not exists wdh_staged on ${staging.name} (${position})`);
  const earlier =
    repeated === null
      ? ''
      : `union select ${repeated.last}, pg_catalog.unnest(array[${repeated.lastWith.join(', ')}])
         from ${repeated.name} where ${repeated.last} operator(pg_catalog.=) any($1::bigint[])`;
  const found = await connection.query<SourceRow>(
    `select source.last::pg_catalog.text as last, staged.${position}::pg_catalog.text as position,
       staged.${record}::pg_catalog.text as record, staged.${line}::pg_catalog.text as line,
       pg_catalog.to_json(array[${texts.join(', ')}]) as texts
     from (select last, last as position from pg_catalog.unnest($1::bigint[]) as given (last)
       ${earlier}) as source
     join ${staging.name} as staged on staged.${position} operator(pg_catalog.=) source.position
     order by staged.${position}`,
    [`{${[...errors.keys()].join(',')}}`],
  );
  return found.flatMap((row) => {
    const error = errors.get(Number(row.last));
    if (error === undefined) return [];
    const origin = originOfStaged(Number(row.position), numberOf(row.record), numberOf(row.line));
    return [rejectedByServer(error, error.column, columns, origin, row.texts)];
  });
}

const numberOf = (text: string | null): number | null => (text === null ? null : Number(text));
