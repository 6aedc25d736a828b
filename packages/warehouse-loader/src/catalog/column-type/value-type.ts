/** The properties of a type that decide how the server reads a text. */
export interface ValueType {
  /** Internal name of the type, that of the base type for a domain, such as `int4`. */
  readonly baseType: string;
  /** Internal name of the base type of the elements of an array; null otherwise. */
  readonly elementType: string | null;
  /** Length, precision or the like of the type, its domain or its elements; -1 for none. */
  readonly modifier: number;
  /** Type of the bounds, if it or its elements are ranges; null otherwise. */
  readonly bounds: ValueType | null;
  /** Types of the attributes, if it or its elements are composite; null otherwise. */
  readonly attributes: readonly ValueType[] | null;
}

/** A type in the catalog, and the type whose parts must be read, if it has parts. */
export interface FoundType extends Omit<ValueType, 'bounds' | 'attributes'> {
  /** Identifier of a range, multirange or composite type; null for others. */
  readonly partsOf: string | null;
}

/** For SQL: the columns of a {@link FoundType}, from {@link typesOfChain}. */
export const foundType = `base.typname as "baseType", item.typname as "elementType", chained.modifier,
  case when coalesce(item.typtype, base.typtype) in ('c', 'r', 'm')
    then coalesce(item.oid, base.oid)::text end as "partsOf"`;

/** For SQL: joins the types at the end of `chained`, from {@link chainOf}. */
export const typesOfChain = `join pg_type base on base.oid = chained.base
left join pg_type item on item.oid = chained."element"`;

/**
 * For SQL: follows a type from a domain to its base type, and from an array to its elements, whose
 * modifier is that of the array. A domain inherits type, NOT NULL and default from its base types.
 */
export const chainOf = (type: string, modifier: string): string => `(
  with recursive chain as (
    select t.oid, t.typbasetype, t.typelem, t.typcategory, t.typnotnull, t.typdefault,
      ${modifier} as modifier, false as "isElement"
    from pg_type t where t.oid = ${type}
    union all
    select t.oid, t.typbasetype, t.typelem, t.typcategory, t.typnotnull, t.typdefault,
      case when chain.modifier = -1 then link.modifier else chain.modifier end, link."isElement"
    from chain cross join lateral (
      select typbasetype as type, typtypmod as modifier, "isElement"
      from pg_type where oid = chain.oid and chain.typbasetype <> 0
      union all
      select chain.typelem, -1, true where chain.typbasetype = 0 and chain.typcategory = 'A'
    ) as link join pg_type t on t.oid = link.type)
  select max(oid::int8) filter (where typbasetype = 0 and not "isElement") as base,
    max(oid::int8) filter (where typbasetype = 0 and "isElement" and typcategory <> 'A') as "element",
    (array_agg(modifier) filter (where typbasetype = 0 and typcategory <> 'A'))[1] as modifier,
    coalesce(bool_or(typnotnull) filter (where not "isElement"), false) as "isNotNull",
    coalesce(bool_or(typdefault is not null) filter (where not "isElement"), false) as "hasDefault"
  from chain)`;
