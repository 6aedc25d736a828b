import { Pipeline } from '@wdh/pipeline-core';
import { integer, pgTable, text } from 'drizzle-orm/pg-core';
import { beforeEach, expect, test } from 'vitest';
import type { LoadError } from '../../../src/index.js';
import { aftermathOf, nothingBut } from '../../warehouse/aftermath.js';
import { failureOf } from '../../warehouse/failure-of.js';
import { canary } from '../../warehouse/leaks-of.js';
import { everyWay } from '../../warehouse/load-modes.js';
import { memorySource } from '../../warehouse/memory-source.js';
import { useRole } from '../../warehouse/use-role.js';
import { useWarehouse } from '../../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const role = useRole(warehouse);

interface Item {
  readonly id: number;
  readonly name: string;
}

const items = Array.from({ length: 20 }, (_, id): Item => ({ id, name: `${canary} ${id}` }));
const modelled = pgTable('items', { id: integer('id').primaryKey(), name: text('name') });
type Way = (typeof everyWay)[number];

beforeEach(async () => {
  const { sql } = warehouse;
  await sql`drop table if exists items`;
  await sql`create table items (id int primary key, name text, note text)`;
  await sql`delete from pipeline_executions`;
});

/** Tries to load into a table; returns the error, and the number of batches read. */
async function tryLoad(
  into: string | typeof modelled,
  options: Way,
  connectionUrl = warehouse.url,
): Promise<readonly [LoadError, number]> {
  let reads = 0;
  const source = memorySource(items, { beforeBatch: () => void (reads += 1) });
  const bound = new Pipeline<Item>('items').bind(source);
  const loader = warehouse.newLoader({ connectionUrl });
  const error = await failureOf(
    typeof into === 'string'
      ? loader.loadPipeline(bound, { into, ...options })
      : loader.loadPipeline(bound, { into, ...options }),
  );
  return [error, reads];
}

const ways = everyWay.map((options) => [options.way, options] as const);

test.each(ways)(
  'D09 a table that is missing, by %s: it is found before the first record is read',
  async (_way, options) => {
    const [error, reads] = await tryLoad('item', options);
    expect(error).toMatchObject({
      code: 'TABLE_NOT_FOUND',
      category: 'schema',
      isRetryable: false,
    });
    expect(error.message).toContain('did you mean "items"?');
    expect(reads).toBe(0);
    expect(await aftermathOf(warehouse, 'items')).toEqual(nothingBut('failed TABLE_NOT_FOUND'));
  },
);

test.each(ways)(
  'D09 a column that is missing, by %s: it is found before the first record is read',
  async (_way, options) => {
    await warehouse.sql`alter table items rename column name to names`;
    const [error, reads] = await tryLoad(modelled, options);
    expect(error).toMatchObject({ code: 'COLUMN_NOT_FOUND', category: 'schema' });
    expect(error.message).toContain('"name" (did you mean "names"?)');
    expect(reads).toBe(0);
    expect(await aftermathOf(warehouse, 'items')).toEqual(nothingBut('failed COLUMN_NOT_FOUND'));
  },
);

/** What a role lacks when it was granted the rest. */
const grants = [
  ['INSERT', 'select, update, delete', ['append', 'upsert', 'insert_new', 'replace']],
  ['SELECT', 'insert, update, delete', ['upsert', 'insert_new', 'replace']],
  ['UPDATE', 'select, insert, delete', ['upsert']],
  ['DELETE', 'select, insert, update', ['replace']],
] as const;

test.each(
  grants.flatMap(([lacking, granted, modes]) =>
    everyWay
      .filter(({ mode }) => modes.some((needed) => needed === mode))
      .map((options) => [lacking, options.way, granted, options] as const),
  ),
)(
  'D09 a privilege that is missing, %s, by %s: it is found before the first record is read',
  async (lacking, _way, granted, options) => {
    await warehouse.sql.unsafe(`grant ${granted} on items to ${role.name}`);
    const [error, reads] = await tryLoad('items', options, role.url);
    expect(error).toMatchObject({ code: 'PRIVILEGE_MISSING', category: 'schema' });
    expect(error.message).toContain(lacking);
    expect(reads).toBe(0);
    expect(await aftermathOf(warehouse, 'items')).toEqual(nothingBut('failed PRIVILEGE_MISSING'));
  },
);

test.each([
  ['INSERT', 'insert (id), update', 'INSERT (name)'],
  ['UPDATE', 'insert, update (id, note)', 'UPDATE (name)'],
])(
  'D09 a privilege that is missing on one column, %s: nothing is loaded, and the error names the column',
  async (_privilege, granted, words) => {
    await warehouse.sql.unsafe(`grant select, ${granted} on items to ${role.name}`);
    const upsert = {
      mode: 'upsert',
      upsertKeys: ['id'],
      onRefusal: 'fail',
      way: 'upsert',
    } as const;
    const [error] = await tryLoad('items', upsert, role.url);
    expect(error).toMatchObject({ code: 'PRIVILEGE_MISSING', category: 'schema' });
    expect(error.message).toContain(words);
    expect(await aftermathOf(warehouse, 'items')).toEqual(nothingBut('failed PRIVILEGE_MISSING'));
  },
);
