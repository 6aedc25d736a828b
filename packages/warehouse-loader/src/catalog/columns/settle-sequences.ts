import type { Logger } from '@wdh/pipeline-core';
import {
  type DedicatedConnection,
  takeOwnPath,
  takeUserPath,
  quoteIdentifier,
} from '@wdh/postgres';
import { privilegeMissing } from '@wdh/postgres';
import { quoteOwnRows } from '../table-catalog.js';
import type { Target, TargetColumn } from '../target.js';

const numbers: ReadonlySet<string> = new Set(['int2', 'int4', 'int8', 'numeric']);

/**
 * Checks that the role may advance the sequences of the written columns, if requested.
 *
 * @throws WdhError `PRIVILEGE_MISSING`.
 */
export function checkSequences(target: Target, columns: readonly TargetColumn[]): void {
  if (!target.advancesSequences) return;
  const lacking = columns.flatMap(({ column }) => {
    const { sequence } = column;
    if (sequence === null || (sequence.canRead && sequence.canAdvance)) return [];
    return [`SELECT, UPDATE on sequence ${sequence.name}`];
  });
  const isBlind = !target.catalog.canSelect && columns.some(hasSequence);
  if (isBlind) lacking.push(`SELECT on ${target.name}`);
  if (lacking.length > 0) throw privilegeMissing(lacking);
}

/**
 * Returns the columns whose sequence would next return a value that exists in the table, and
 * advances those sequences if requested.
 *
 * A rollback does not reset sequences: if the load then fails, numbers are skipped.
 *
 * @returns the columns whose sequence is behind, without those that the role may not read.
 */
export async function settleSequences(
  on: DedicatedConnection,
  target: Target,
  columns: readonly TargetColumn[],
  logger: Logger,
): Promise<readonly string[]> {
  const drawn = columns.filter(hasSequence);
  if (drawn.length === 0 || !target.catalog.canSelect) return [];
  const behind: string[] = [];
  await on.query(takeOwnPath);
  for (const column of drawn) {
    if (await isBehind(on, target, column)) behind.push(column.property);
  }
  await on.query(takeUserPath);
  if (target.advancesSequences || behind.length === 0) return [];
  const hint = 'Its next value exists in the table: set advanceSequences, or call setval.';
  logger.warn('database.sequence.behind', { table: target.name, columns: behind, hint });
  return behind;
}

function hasSequence({ column }: TargetColumn): boolean {
  return column.sequence?.canRead === true && numbers.has(column.baseType);
}

/** The range of sequences: a decimal may be larger, or NaN. */
const ofSequences = '-9223372036854775808 and 9223372036854775807';

/** One statement, so that other sessions can hardly advance the sequence in between. */
async function isBehind(
  on: DedicatedConnection,
  { catalog, advancesSequences }: Target,
  { column }: TargetColumn,
): Promise<boolean> {
  const sequence = column.sequence?.name ?? '';
  const name = quoteIdentifier(column.name);
  const isDecimal = column.baseType === 'numeric';
  const furthest = (aggregate: 'min' | 'max'): string => {
    const value = `${aggregate}(${name})`;
    return `(select (${isDecimal ? `trunc(${value})` : value})::bigint from ${quoteOwnRows(catalog)}
      ${isDecimal ? `where ${name} between ${ofSequences}` : ''})`;
  };
  const [found] = await on.query<{ readonly isBehind: boolean | null }>(
    `with state as (
      select p.seqincrement > 0 as rises, p.seqmin, p.seqmax, s.last_value,
        s.last_value::numeric + case when s.is_called then p.seqincrement else 0 end as next,
        case when p.seqincrement > 0 then ${furthest('max')} else ${furthest('min')} end as furthest
      from ${sequence} as s cross join pg_sequence as p where p.seqrelid = $1::text::regclass)
    select "isBehind", case when "isBehind" and ${advancesSequences} then setval($1::text::regclass,
        case when rises then least(furthest, seqmax) else greatest(furthest, seqmin) end) end as moved
    from (select *, case when rises then furthest >= next else furthest <= next end as "isBehind"
      from state) as judged`,
    [sequence],
  );
  return found?.isBehind === true;
}
