import { openTransaction } from '@wdh/fault-injection';
import { DedicatedConnection } from '@wdh/postgres';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { failureOf } from '../warehouse/failure-of.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();

beforeEach(async () => {
  await warehouse.sql`drop table if exists held`;
  await warehouse.sql`drop domain if exists short`;
  await warehouse.sql`create domain short as text`;
  await warehouse.sql`create table held (id int primary key, name short)`;
});

afterEach(() => {
  vi.restoreAllMocks();
});

const modes = ['append', 'upsert', 'replace'] as const;
let id = 0;
const load = (mode: (typeof modes)[number]) =>
  warehouse.loader.load([{ id: ++id }], { into: 'held', mode, upsertKeys: ['id'] });

test.each(modes)('mode %s reads columns once if no transaction ended meanwhile', async (mode) => {
  const query = vi.spyOn(DedicatedConnection.prototype, 'query');
  // Other tests have transactions on this server.
  await vi.waitFor(
    async () => {
      query.mockClear();
      await load(mode);
      const reads = query.mock.calls.filter(([text]) => text.startsWith('execute wdh_columns'));
      expect(reads).toHaveLength(1);
    },
    { timeout: 60_000 },
  );
});

test.each(modes)(
  'mode %s, after a wait, sees the other changes of the holder of the table',
  async (mode) => {
    await using holder = await openTransaction(warehouse.url);
    await holder.session`lock table held in access exclusive mode`;
    const failure = failureOf(load(mode));
    await holder.untilWaitedFor();
    await holder.session`alter domain short set not null`;
    await holder.commit();
    // A row that exists already needs no value, and another row of its key may have one.
    const code = mode === 'upsert' ? 'NOT_NULL_VIOLATED' : 'COLUMN_MISSING';
    expect(await failure).toMatchObject({ code });
  },
);
