import { quoteIdentifiers } from '../target/identifier.js';
import { quoteTableName } from '../target/table-name.js';
import { ledgerMismatch } from '../write/ledger-mismatch.js';
import { conflictAction, countExisting } from '../staging/merge-staging.js';
import type { RowIsolation } from './row-isolation.js';
import { createStagingTable, type StagingTable } from '../staging/staging-table.js';
import type { WriteCounts, WriterOptions } from '../write/table-writer.js';
import type { TextStaging } from '../staging/text-staging.js';

/** Rows that are staged as texts. */
export interface StagedRows extends WriterOptions {
  readonly columns: readonly string[];
  readonly staging: TextStaging;
  readonly isolation: RowIsolation;
  readonly lastPosition: number;
}

/** Brings staged rows into the target, in the mode of the load, without those that are refused. */
export function bringIn(rows: StagedRows): Promise<WriteCounts> {
  switch (rows.mode) {
    case 'append':
      return append(rows);
    case 'upsert':
      return upsert(rows);
    case 'replace':
      return replace(rows);
  }
}

const none: WriteCounts = { inserted: 0, updated: 0, unchanged: 0, superseded: 0 };

async function append(rows: StagedRows): Promise<WriteCounts> {
  const { target, columns, staging, isolation, lastPosition } = rows;
  const { name, position, casts } = staging;
  const inserted = await isolation.run(
    `insert into ${quoteTableName(target.catalog)} (${quoteIdentifiers(columns)})
     select ${casts} from ${name} where ${position} between $1 and $2 order by ${position}`,
    lastPosition,
  );
  return { ...none, inserted };
}

async function replace(rows: StagedRows): Promise<WriteCounts> {
  const { connection, target, columns, isolation, lastPosition } = rows;
  const { name, sequence } = await giveTypes(rows);
  const table = quoteTableName(target.catalog);
  const list = quoteIdentifiers(columns);
  await connection.query(`lock table ${table} in share row exclusive mode`);
  await connection.query(`delete from ${table}`);
  const inserted = await isolation.run(
    `insert into ${table} (${list}) select ${list} from ${name}
     where ${sequence} between $1 and $2 order by ${sequence}`,
    lastPosition,
  );
  const [found] = await connection.query<{ count: string }>(`select count(*) from ${table}`);
  const present = Number(found?.count);
  if (present !== inserted) throw ledgerMismatch(target.name, inserted, present);
  return { ...none, inserted };
}

/** Of a repeated key the last row counts, also when it is refused in the end. */
async function upsert(rows: StagedRows): Promise<WriteCounts> {
  const { connection, target, columns, isolation, lastPosition } = rows;
  const staging = await giveTypes(rows);
  const { name, sequence } = staging;
  const table = quoteTableName(target.catalog);
  const names = rows.keys.map(({ column }) => column.name);
  const [list, keys] = [quoteIdentifiers(columns), quoteIdentifiers(names)];
  const { count: superseded } = await connection.query(
    `delete from ${name} where ${sequence} not in (
       select distinct on (${keys}) ${sequence} from ${name} order by ${keys}, ${sequence} desc)`,
  );
  // Without the lock, a key that another transaction adds in between would be counted wrongly.
  await connection.query(`lock table ${table} in share row exclusive mode`);
  await connection.query(
    `create temporary table wdh_known on commit drop as
     select ${sequence} from ${name} join ${table} using (${keys})`,
  );
  const changed = await isolation.run(
    `insert into ${table} as t (${list}) select ${list} from ${name}
     where ${sequence} between $1 and $2 order by ${sequence}
     on conflict (${keys}) ${conflictAction(columns, names, rows.uncompared)}`,
    lastPosition,
  );
  await connection.query(
    `delete from ${name} where ${sequence} in (select "row" from pg_temp.wdh_refused)`,
  );
  const [counted] = await connection.query<{ kept: string; known: string }>(
    `select count(*) as kept, count(*) filter (
       where ${sequence} in (select ${sequence} from pg_temp.wdh_known)) as known from ${name}`,
  );
  const [kept, known] = [Number(counted?.kept), Number(counted?.known)];
  // A trigger may drop rows, which would pass for unchanged: look whether they are there.
  if (target.catalog.hasTriggers) {
    const found = await countExisting(connection, target, staging, names);
    if (found !== kept) throw ledgerMismatch(target.name, kept, found);
  }
  const inserted = kept - known;
  const updated = changed - inserted;
  return { inserted, updated, unchanged: known - updated, superseded };
}

/** Casts the texts to the types of their columns, without the rows that do not fit them. */
async function giveTypes(rows: StagedRows): Promise<StagingTable> {
  const { connection, target, columns, staging: texts, isolation, lastPosition } = rows;
  const staging = await createStagingTable(connection, target, columns);
  const { name, sequence } = staging;
  await isolation.run(
    `insert into ${name} (${sequence}, ${quoteIdentifiers(columns)})
     select ${texts.position}, ${texts.casts} from ${texts.name}
     where ${texts.position} between $1 and $2`,
    lastPosition,
  );
  await connection.query(`create unique index on ${name} (${sequence})`);
  await connection.query(`analyze ${name}`);
  return staging;
}
