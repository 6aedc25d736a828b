import { Pipeline } from '@wdh/pipeline-core';
import { beforeEach, expect, test } from 'vitest';
import { loadModes } from '../warehouse/load-modes.js';
import { memorySource } from '../warehouse/memory-source.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const rows = Array.from({ length: 50 }, (_, id) => ({ id, name: 'x' }));
let seen = 0;

beforeEach(async () => {
  const { sql, logger } = warehouse;
  await sql`drop table if exists watched, log_of_watched`;
  await sql`create table watched (id int primary key, name text)`;
  await sql`create table log_of_watched (id int)`;
  seen = logger.events.length;
});

async function createTrigger(when: string, body: string, each = 'row'): Promise<void> {
  await warehouse.sql.unsafe(`
    create or replace function watch() returns trigger language plpgsql as $$ begin ${body} end $$;
    create trigger watch ${when} on watched for each ${each} execute function watch()`);
}
const warning = (): unknown => {
  const events = warehouse.logger.events.slice(seen);
  return events.find(({ event }) => event === 'database.load.trigger_writes');
};

const adds = `if new.id < 1000 then insert into watched values (new.id + 1000, 'added'); end if; return new;`;
const deletes = `delete from watched where id = 7; return null;`;

test.each(loadModes.filter(({ mode }) => mode !== 'replace'))(
  'rows that a BEFORE trigger adds to the target are counted separately with a warning, with $mode',
  async (options) => {
    await createTrigger('before insert', adds);
    const result = await warehouse.loader.load(rows, { into: 'watched', ...options });
    const writes = [{ table: 'public.watched', inserted: 50, updated: 0, deleted: 0 }];
    expect(result).toMatchObject({ rowsInserted: 50, triggerWrites: writes });
    expect(warning()).toMatchObject({
      level: 'warn',
      context: { table: 'public.watched', writes },
    });
  },
);

test('a replace whose trigger adds rows to the target fails because of the count', async () => {
  await createTrigger('before insert', adds);
  await expect(
    warehouse.loader.load(rows, { into: 'watched', mode: 'replace' }),
  ).rejects.toMatchObject({ code: 'LEDGER_IMBALANCE' });
});

test('a statement trigger that adds a row, or deletes one after an append, logs a warning', async () => {
  const { sql, loader } = warehouse;
  await createTrigger('after insert', deletes, 'statement');
  const first = await loader.load(rows, { into: 'watched' });
  expect(first.triggerWrites).toEqual([
    { table: 'public.watched', inserted: 0, updated: 0, deleted: 1 },
  ]);
  await sql`drop trigger watch on watched`;
  const body = `if pg_trigger_depth() < 2 then insert into watched values (-1, 'x'); end if; return null;`;
  await createTrigger('before insert', body, 'statement');
  const second = await loader.load([{ id: 500, name: 'y' }], { into: 'watched' });
  expect(second.triggerWrites).toMatchObject([{ inserted: 1, deleted: 0 }]);
});

test('writes of triggers to other tables are reported without a warning', async () => {
  await createTrigger('after insert', 'insert into log_of_watched values (new.id); return null;');
  const bound = new Pipeline<object>('watched').bind(memorySource(rows));
  const report = await warehouse.loader.loadPipeline(bound, { into: 'watched', lineage: true });
  const writes = [{ table: 'public.log_of_watched', inserted: 50, updated: 0, deleted: 0 }];
  expect(report.triggerWrites).toEqual(writes);
  expect(warning()).toMatchObject({ level: 'info', context: { writes } });
});

test.each(loadModes)(
  'a trigger that only changes values is not reported, with $mode',
  async (options) => {
    const { sql, loader } = warehouse;
    await sql`insert into watched values (1, 'x'), (2, 'old'), (900, 'old')`;
    if (options.mode === 'append') await sql`delete from watched`;
    await createTrigger('before insert or update', `new.name := upper(new.name); return new;`);
    const result = await loader.load(rows, { into: 'watched', ...options });
    expect(result.triggerWrites).toEqual([]);
    expect(warning()).toBeUndefined();
  },
);

test('rows that a trigger of a partition adds are those of the target', async () => {
  const { sql, loader } = warehouse;
  await sql`drop table watched`;
  await sql`create table watched (id int, name text) partition by range (id)`;
  await sql`create table watched_all partition of watched default`;
  await createTrigger('before insert', adds);
  const result = await loader.load(rows, { into: 'watched' });
  expect(result.triggerWrites).toMatchObject([{ table: 'public.watched', inserted: 50 }]);
});

test('a rule that adds rows elsewhere is reported', async () => {
  const { sql, loader } = warehouse;
  await sql`create rule also as on insert to watched do also insert into log_of_watched values (new.id)`;
  const result = await loader.load(rows, { into: 'watched', mode: 'replace' });
  expect(result.triggerWrites).toMatchObject([{ table: 'public.log_of_watched', inserted: 50 }]);
});
