import type { Queryable } from '@wdh/postgres';
import { chainOf, type FoundType, foundType, typesOfChain, type ValueType } from './value-type.js';

const partsQuery = `
select part.whole, part."isBound", ${foundType}
from (
  select t.oid::text as whole, false as "isBound", a.attnum as place, a.atttypid as type,
    a.atttypmod as modifier
  from pg_type t join pg_attribute a on a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped
  where t.typtype = 'c' and t.oid = any($1::text::oid[])
  union all
  select t.oid::text, true, 1, r.rngsubtype, -1
  from pg_type t join pg_range r on t.oid in (r.rngtypid, r.rngmultitypid)
  where t.oid = any($1::text::oid[])) as part
cross join lateral ${chainOf('part.type', 'part.modifier')} as chained
${typesOfChain}
order by part.whole, part.place`;

interface FoundPart extends FoundType {
  readonly whole: string;
  readonly isBound: boolean;
}

/** Completes types with those of their parts, recursively. Runs no query if none has parts. */
export async function withParts<Found extends FoundType>(
  on: Queryable,
  types: readonly Found[],
): Promise<readonly (Omit<Found, 'partsOf'> & ValueType)[]> {
  const known = new Map<string, readonly FoundPart[]>();
  let wanted = wholesOf(types);
  while (wanted.length > 0) {
    const parts = await on.query<FoundPart>(partsQuery, [`{${wanted.join(',')}}`]);
    for (const whole of wanted)
      known.set(
        whole,
        parts.filter((part) => part.whole === whole),
      );
    wanted = wholesOf(parts).filter((whole) => !known.has(whole));
  }
  return types.map((type) => completed(type, known));
}

function wholesOf(types: readonly FoundType[]): readonly string[] {
  const all = types.flatMap(({ partsOf }) => (partsOf === null ? [] : [partsOf]));
  return [...new Set(all)];
}

function completed<Found extends FoundType>(
  { partsOf, ...type }: Found,
  known: ReadonlyMap<string, readonly FoundPart[]>,
): Omit<Found, 'partsOf'> & ValueType {
  const parts = partsOf === null ? [] : (known.get(partsOf) ?? []);
  const types = parts.map((part) => completed(part, known));
  const isRange = parts.some(({ isBound }) => isBound);
  return {
    ...type,
    bounds: isRange ? (types[0] ?? null) : null,
    attributes: partsOf === null || isRange ? null : types,
  };
}
