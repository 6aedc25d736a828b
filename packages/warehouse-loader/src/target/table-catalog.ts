import { WdhError } from '@wdh/pipeline-core';
import type { DedicatedConnection } from '../connection/dedicated-connection.js';
import type { Queryable } from '../connection/queryable.js';
import { didYouMean } from './closest-name.js';
import { chainOf, type FoundType, foundType, type ValueType } from './column-type/value-type.js';
import { withParts } from './column-type/with-parts.js';
import { type TableIndex, tableIndexes } from './table-index.js';
import { quoteTableName, showTableName, type TableName } from './table-name.js';

/** A sequence from which a column draws where rows have no value for it. */
export interface ColumnSequence {
  /** Qualified and quoted, for SQL. */
  readonly name: string;
  readonly canRead: boolean;
  readonly canAdvance: boolean;
}

/** A column as the catalog of the database has it. */
export interface TableColumn extends ValueType {
  readonly name: string;
  /** As people write it, such as `numeric(18,4)`. */
  readonly typeName: string;
  /** Its type for SQL, with length or precision, whatever the search path is. */
  readonly assignedName: string;
  /**
   * The base type for SQL, without length or precision, so that a cast to it cuts nothing, whatever
   * the search path is.
   */
  readonly castName: string;
  /** The operator for SQL by which its unique indexes find equal values; null where it has none. */
  readonly equality: string | null;
  /** Whether its type has no empty text. */
  readonly refusesEmpty: boolean;
  /** False where its collation calls texts equal that differ. */
  readonly isDeterministic: boolean;
  readonly isNotNull: boolean;
  /** Whether the server fills it when it is left out. */
  readonly hasDefault: boolean;
  /**
   * Whether rows may have values for it: not for one that is computed, nor by default for one that is
   * `GENERATED ALWAYS AS IDENTITY`.
   */
  readonly isWritable: boolean;
  /** Letter of `pg_attribute.attidentity`, `a` for always; empty where it is no identity column. */
  readonly identity: string;
  /** The sequence that its default or identity draws from; null for none. */
  readonly sequence: ColumnSequence | null;
  readonly canInsert: boolean;
  readonly canUpdate: boolean;
}

/** A table as the catalog of the database has it. */
export interface TableCatalog extends TableName {
  readonly oid: number;
  /** Letter of `pg_class.relkind`. */
  readonly kind: string;
  readonly columns: readonly TableColumn[];
  /**
   * Columns of each unique index that `ON CONFLICT` can use. An index whose collation tells other
   * texts apart than that of its column is none: which rows have the same key would be told two ways.
   */
  readonly uniqueKeys: readonly (readonly string[])[];
  readonly indexes: readonly TableIndex[];
  /** Whether triggers or rules of the table or its partitions could change or drop rows. */
  readonly hasTriggers: boolean;
  /**
   * Foreign keys of other tables that would delete or change their rows along with those of this
   * table or its partitions.
   */
  readonly cascades: readonly string[];
  /** Whether policies could deny rows to the role, or hide them from it. */
  readonly isRowSecurityActive: boolean;
  readonly canSelect: boolean;
  readonly canDelete: boolean;
  readonly canCreateTemporary: boolean;
  /** What the encoding of the database is called, such as `UTF8`. */
  readonly encoding: string;
  /** Setting `TimeZone` of the session. */
  readonly timeZone: string;
  /** Whether the connection asked for that zone. */
  readonly isTimeZoneStated: boolean;
  /** Whether `lc_monetary` of the session reads `1.23` as one and 23 hundredths. */
  readonly readsMoneyPoint: boolean;
}

/**
 * Names the rows of a table for SQL: those of its partitions are its own, those of tables that
 * inherit from it are not.
 */
export function quoteOwnRows(table: Pick<TableCatalog, 'schema' | 'table' | 'kind'>): string {
  return table.kind === 'p' ? quoteTableName(table) : `only ${quoteTableName(table)}`;
}

/**
 * Compared as texts: a parameter of type `name` would be cut to 63 bytes, and find another table.
 * Foreign keys may refer to a table or to a partition of it. Those that the server itself makes for
 * the partitions on either side have the one that was declared for their parent.
 */
const tableQuery = `
select c.oid, n.nspname as schema, c.relname as table, c.relkind::text as kind,
  exists (select from pg_trigger t
    where t.tgrelid = any(parts.oids) and not t.tgisinternal and t.tgenabled <> 'D')
  or exists (select from pg_rewrite r
    where r.ev_class = any(parts.oids) and r.ev_enabled <> 'D') as "hasTriggers",
  coalesce((select json_agg(format('%s on %s%I', f.conname,
      case when fn.nspname <> 'public' then quote_ident(fn.nspname) || '.' end, fc.relname))
    from pg_constraint f join pg_class fc on fc.oid = f.conrelid
    join pg_namespace fn on fn.oid = fc.relnamespace left join pg_constraint parent on parent.oid = f.conparentid
    where f.contype = 'f' and f.confrelid = any(parts.oids) and f.conrelid <> all(parts.oids)
    and (parent.confrelid = any(parts.oids)) is not true
    and f.confdeltype in ('c', 'n', 'd')), '[]') as cascades,
  coalesce((select json_agg((select json_agg(a.attname)
      from unnest((i.indkey::int2[])[0:i.indnkeyatts - 1]) as key (attnum)
      join pg_attribute a on a.attrelid = c.oid and a.attnum = key.attnum))
    from pg_index i where i.indrelid = c.oid and i.indisunique and i.indisvalid and i.indimmediate
    and i.indpred is null and i.indexprs is null
    and not exists (select from unnest((i.indkey::int2[])[0:i.indnkeyatts - 1], i.indcollation::oid[])
        as key (attnum, collated_by)
      join pg_attribute a on a.attrelid = c.oid and a.attnum = key.attnum
      join pg_collation own on own.oid = a.attcollation
      join pg_collation other on other.oid = key.collated_by
      where own.oid <> other.oid
      and not (own.collisdeterministic and other.collisdeterministic))), '[]') as "uniqueKeys",
  ${tableIndexes} as indexes,
  row_security_active(c.oid) as "isRowSecurityActive",
  has_table_privilege(c.oid, 'SELECT') as "canSelect",
  has_table_privilege(c.oid, 'DELETE') as "canDelete",
  has_database_privilege(current_database(), 'TEMPORARY') as "canCreateTemporary",
  getdatabaseencoding() as encoding,
  (select setting from pg_settings where name = 'TimeZone') as "timeZone",
  (select source in ('client', 'session') from pg_settings where name = 'TimeZone')
    as "isTimeZoneStated",
  1.23::numeric::money::text like '%1.23%' as "readsMoneyPoint"
from pg_class c join pg_namespace n on n.oid = c.relnamespace
cross join lateral (select array_agg(part.oid) as oids
  from (select c.oid union select relid from pg_partition_tree(c.oid)) as part) as parts
where n.nspname = $1::text and c.relname = $2::text`;

const columnsQuery = `
select a.attname as name, format_type(a.atttypid, a.atttypmod) as "typeName",
  case a.atttypmod when -1 then format('%I.%I', own_schema.nspname, own.typname)
    else format_type(a.atttypid, a.atttypmod) end as "assignedName",
  format('%I.%I', base_schema.nspname, base.typname) as "castName", ${foundType},
  (select min(format('operator(%I.%s)', s.nspname, o.oprname)) from pg_index i
    cross join unnest(i.indkey::int2[], i.indclass::oid[]) as key (attnum, class)
    join pg_opclass k on k.oid = key.class
    join pg_amop m on m.amopfamily = k.opcfamily and m.amoplefttype = k.opcintype
      and m.amoprighttype = k.opcintype and m.amopstrategy = 3 and m.amoppurpose = 's'
    join pg_operator o on o.oid = m.amopopr join pg_namespace s on s.oid = o.oprnamespace
    where i.indrelid = a.attrelid and i.indisunique and key.attnum = a.attnum) as equality,
  case base.typcategory
    when 'A' then base.typlen = -1 and base.typname not in ('int2vector', 'oidvector')
    when 'E' then not exists (select from pg_enum where enumtypid = base.oid and btrim(enumlabel) = '')
    else base.typcategory in ('B', 'C', 'D', 'G', 'I', 'N', 'R', 'T') or base.typname in
      ('bit', 'json', 'jsonb', 'jsonpath', 'macaddr', 'macaddr8', 'pg_lsn', 'tid', 'uuid', 'xid', 'xid8', 'cid')
  end as "refusesEmpty",
  coalesce((select c.collisdeterministic from pg_collation c
    where c.oid = a.attcollation), true) as "isDeterministic", a.attnotnull or chained."isNotNull" as "isNotNull",
  a.atthasdef or a.attidentity <> '' or chained."hasDefault" as "hasDefault",
  a.attgenerated = '' and a.attidentity <> 'a' as "isWritable", a.attidentity::text as identity,
  (select json_build_object('name', format('%I.%I', n.nspname, s.relname),
      'canRead', has_sequence_privilege(s.oid, 'SELECT'),
      'canAdvance', has_sequence_privilege(s.oid, 'UPDATE'))
    from (select d.objid as oid from pg_depend d
        where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass
        and d.refobjid = a.attrelid and d.refobjsubid = a.attnum and d.deptype = 'i'
      union all
      select d.refobjid from pg_attrdef f join pg_depend d on d.objid = f.oid
        where d.classid = 'pg_attrdef'::regclass and d.refclassid = 'pg_class'::regclass
        and f.adrelid = a.attrelid and f.adnum = a.attnum) as found
    join pg_class s on s.oid = found.oid and s.relkind = 'S'
    join pg_namespace n on n.oid = s.relnamespace limit 1) as sequence,
  has_column_privilege(a.attrelid, a.attnum, 'INSERT') as "canInsert",
  has_column_privilege(a.attrelid, a.attnum, 'UPDATE') as "canUpdate"
from pg_attribute a
cross join lateral ${chainOf('a.atttypid', 'a.atttypmod')} as chained
join pg_type base on base.oid = chained.base
join pg_namespace base_schema on base_schema.oid = base.typnamespace
join pg_type own on own.oid = a.atttypid
join pg_namespace own_schema on own_schema.oid = own.typnamespace
where a.attrelid = $1::oid and a.attnum > 0 and not a.attisdropped
order by a.attnum`;

/**
 * Reads what the catalog says of a table.
 *
 * @throws WdhError `TABLE_NOT_FOUND`, with the name that was probably meant.
 */
export async function readTableCatalog(
  connection: DedicatedConnection,
  name: TableName,
): Promise<TableCatalog> {
  const [table] = await connection.query<Omit<TableCatalog, 'columns'>>(tableQuery, [
    name.schema,
    name.table,
  ]);
  if (table === undefined) throw await tableNotFound(connection, name);
  const columns = await connection.query<Omit<TableColumn, keyof ValueType> & FoundType>(
    columnsQuery,
    [table.oid],
  );
  return { ...table, columns: await withParts(connection, columns) };
}

/** The error for a table that is not there, with the name that was probably meant. */
export async function tableNotFound(connection: Queryable, name: TableName): Promise<WdhError> {
  const tables = await connection.query<{ readonly name: string }>(
    "select relname as name from pg_class where relnamespace = (select oid from pg_namespace where nspname = $1::text) and relkind in ('r', 'p')",
    [name.schema],
  );
  const hint = didYouMean(
    name.table,
    tables.map((table) => table.name),
  );
  return new WdhError(
    `There is no table ${showTableName(name)}${hint}. Create it, or run its migrations.`,
    { code: 'TABLE_NOT_FOUND', category: 'schema' },
  );
}
