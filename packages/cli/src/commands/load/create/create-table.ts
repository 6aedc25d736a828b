import { WdhError } from '@wdh/pipeline-core';
import {
  DatabaseError,
  type DedicatedConnection,
  quoteIdentifier,
  quoteTableName,
  showTableName,
} from '@wdh/postgres';
import { printDdl } from '../../../generate/print-ddl.js';
import { withConnection } from '../with-connection.js';
import type { NewTable } from './new-table.js';

interface Place {
  readonly hasSchema: boolean;
  readonly isTaken: boolean;
  readonly mayCreateTable: boolean;
  readonly mayCreateSchema: boolean;
  readonly grantTable: string;
  readonly grantSchema: string;
}

const placeQuery = `
select n.oid is not null as "hasSchema",
  exists (select from pg_class c where c.relnamespace = n.oid and c.relname = $2::text) as "isTaken",
  coalesce(has_schema_privilege(n.oid, 'CREATE') and has_schema_privilege(n.oid, 'USAGE'), false)
    as "mayCreateTable",
  has_database_privilege(current_database(), 'CREATE') as "mayCreateSchema",
  format('GRANT USAGE, CREATE ON SCHEMA %I TO %I', $1::text, current_user) as "grantTable",
  format('GRANT CREATE ON DATABASE %I TO %I', current_database(), current_user) as "grantSchema"
from (select) as one left join pg_namespace n on n.nspname = $1::text`;

/** Another process has created the same table or schema in the meantime. */
const takenStates = ['42P07', '42710', '42P06', '23505'];

/**
 * Creates a table, and its schema if there is none, in one transaction.
 *
 * @returns false if there is a table of that name by now.
 * @throws WdhError `PRIVILEGE_MISSING` (schema) with the statement that grants it.
 */
export async function createTable(connectionUrl: string, table: NewTable): Promise<boolean> {
  try {
    return await withConnection(connectionUrl, (connection) => create(connection, table));
  } catch (error) {
    const isTaken = error instanceof DatabaseError && takenStates.includes(error.sqlState ?? '');
    if (!isTaken) throw error;
    return withConnection(connectionUrl, (connection) => create(connection, table));
  }
}

async function create(
  connection: DedicatedConnection,
  { table, design }: NewTable,
): Promise<boolean> {
  const { schema } = table;
  await connection.query('begin');
  // Two loads that create the same table take turns.
  await connection.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `wdh create ${quoteTableName(table)}`,
  ]);
  const [place] = await connection.query<Place>(placeQuery, [schema, table.table]);
  if (place === undefined || place.isTaken) return false;
  expectPrivileges(place, showTableName(table));
  if (!place.hasSchema) await connection.query(`create schema ${quoteIdentifier(schema)}`);
  await connection.query(printDdl(design));
  await connection.query('commit');
  return true;
}

function expectPrivileges(place: Place, name: string): void {
  const isAllowed = place.hasSchema ? place.mayCreateTable : place.mayCreateSchema;
  if (isAllowed) return;
  const what = place.hasSchema ? 'a table in this schema' : 'the schema, which does not exist';
  throw new WdhError(
    `${name} cannot be created: the role may not create ${what}. Grant it: ${place.hasSchema ? place.grantTable : place.grantSchema};`,
    { code: 'PRIVILEGE_MISSING', category: 'schema' },
  );
}
