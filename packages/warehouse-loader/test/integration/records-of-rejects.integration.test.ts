import { dataFrameStep, Pipeline, rejectRow, type RowSource, rowStep } from '@wdh/pipeline-core';
import { beforeEach, expect, test } from 'vitest';
import { failureOf } from '../warehouse/failure-of.js';
import { memorySource } from '../warehouse/memory-source.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();

type Cells = Readonly<Record<'Number' | 'Code' | 'Day', string>>;

const cells = (number: number): Cells => ({
  Number: String(number),
  Code: ` c${number} `,
  Day: '2024-02-29',
});

/** Records of which one is rejected at each stage; the first 5,000 and the last are fine. */
const damaged: ReadonlyMap<number, Partial<Cells>> = new Map([
  [5_001, { Day: 'never' }],
  [5_002, { Number: '1.5' }],
  [5_003, { Day: '2023-02-29' }],
  [5_004, { Code: '-' }],
  [5_005, { Code: 'taken' }],
]);
const records = Array.from({ length: 5_006 }, (_, index) => ({
  ...cells(index + 1),
  ...damaged.get(index + 1),
}));

const orders = new Pipeline<Cells>('orders', { stopOnError: false, errorThreshold: 1 })
  .addStep(
    rowStep('rename', ({ Number: number, Code, Day }: Cells) => ({
      id: Number(number),
      code: Code.trim(),
      day: Day,
    })),
  )
  .addStep(
    rowStep('known_days', (row: { id: number; code: string; day: string }) =>
      row.day === 'never' ? rejectRow({ code: 'NEVER', message: 'must be a day' }) : row,
    ),
  );

const modes = [
  { mode: 'append' },
  { mode: 'upsert', upsertKeys: ['id'] },
  { mode: 'insert_new', upsertKeys: ['id'] },
  { mode: 'replace' },
] as const;

beforeEach(async () => {
  const { sql } = warehouse;
  await sql`drop table if exists orders`;
  await sql`create table orders (id int primary key, code text check (code <> '-'), day date,
    _source_line bigint)`;
  await sql`create or replace function check_code() returns trigger language plpgsql as
    $$ begin if new.code = 'taken' then raise 'taken' using errcode = '23505'; end if;
      return new; end $$`;
  await sql`create trigger check_code before insert or update on orders
    for each row execute function check_code()`;
});

const stored = (executionId: string) => warehouse.sql`
  select row_number::int as number, step_name, record from rejected_rows
  where execution_id = ${executionId} order by row_number`;

const expected = [
  { number: 5_001, step_name: 'known_days', record: records[5_000] },
  { number: 5_002, step_name: 'load', record: records[5_001] },
  { number: 5_003, step_name: 'load', record: records[5_002] },
  { number: 5_004, step_name: 'load', record: records[5_003] },
  { number: 5_005, step_name: 'load', record: records[5_004] },
];

test.each(modes)(
  'a row rejected at any stage is stored with the record of the source: $mode',
  async (mode) => {
    const { rows, executionId } = await warehouse.loader.loadPipeline(
      orders.bind(memorySource(records)),
      { into: 'orders', ...mode, onRefusal: 'reject', lineage: true, force: true },
    );
    expect(rows).toMatchObject({ read: 5_006, inserted: 5_001, rejected: 5 });
    expect([...(await stored(executionId))]).toEqual(expected);
  },
);

test.each(modes)('so is one of a load that fails for its rejected rows: $mode', async (mode) => {
  const { executionId } = await failureOf(
    warehouse.loader.loadPipeline(orders.bind(memorySource(records)), {
      into: 'orders',
      ...mode,
      onRefusal: 'reject',
      errorThreshold: 0.000_9,
      force: true,
    }),
  );
  expect([...(await stored(executionId ?? ''))]).toEqual(expected);
});

/** Orders of which every hundredth is refused, in the reverse order, and how often they are read. */
function reversedOrders(count: number) {
  const rows = Array.from({ length: count }, (_, index) => ({
    ...cells(index + 1),
    ...(index % 100 === 99 ? { Code: '-' } : {}),
  }));
  const source = memorySource(rows, { batchSize: 1_000 });
  const read = { times: 0 };
  const counted = {
    ...source,
    read: () => {
      read.times += 1;
      return source.read();
    },
  };
  const reverse = dataFrameStep('reverse', (given: readonly Cells[]) => [...given].reverse());
  const pipeline = new Pipeline<Cells>('reversed')
    .addStep(reverse)
    .addStep(
      rowStep('rename', ({ Number: id, Code: code, Day: day }: Cells) => ({ id, code, day })),
    );
  return { bound: pipeline.bind(counted), rows, read };
}

test('rows in another order are looked up in one more reading, not in one for each range', async () => {
  const { bound, rows, read } = reversedOrders(20_000);
  const { executionId } = await warehouse.loader.loadPipeline(bound, {
    into: 'orders',
    mode: 'replace',
    onRefusal: 'reject',
  });
  expect(
    (await stored(executionId)).map(({ number, record }) => [number, record] as unknown),
  ).toEqual(rows.flatMap((row, index) => (index % 100 === 99 ? [[index + 1, row]] : [])));
  // The load, the first range, and all others.
  expect(read.times).toBe(3);
});

test('rows in another order that a failed load holds are stored without their records', async () => {
  const { bound } = reversedOrders(20_000);
  const { sql } = warehouse;
  await sql`create or replace function fail_late() returns trigger language plpgsql as
    $$ begin if new.id = 50 then raise 'gone' using errcode = '40P01'; end if; return new; end $$`;
  await sql`create trigger fail_late before insert on orders for each row execute function fail_late()`;
  const { code, executionId } = await failureOf(
    warehouse.loader.loadPipeline(bound, {
      into: 'orders',
      mode: 'replace',
      onRefusal: 'reject',
      force: true,
    }),
  );
  expect(code).toBe('DEADLOCK_DETECTED');
  const found = await stored(executionId ?? '');
  expect(found.length).toBeGreaterThan(150);
  expect(found.at(-1)?.['record']).not.toBeNull();
  expect(found[0]?.['record']).toBeNull();
});

test('a merge leaves the record unknown if the source cannot be read twice', async () => {
  const source = memorySource(records);
  let isRead = false;
  const once: RowSource<Cells> = {
    ...source,
    read: () => {
      if (isRead) throw new TypeError('a stream has no second beginning');
      isRead = true;
      return source.read();
    },
  };
  const { executionId } = await warehouse.loader.loadPipeline(orders.bind(once), {
    into: 'orders',
    mode: 'upsert',
    upsertKeys: ['id'],
    onRefusal: 'reject',
    force: true,
  });
  expect((await stored(executionId)).map(({ record }) => record as unknown)).toEqual([
    ...records.slice(5_000, 5_003),
    null,
    null,
  ]);
  expect(warehouse.logger.events.map(({ event }) => event)).toContain(
    'database.load.records_unknown',
  );
});

test('a malformed record is stored as its text', async () => {
  const source = memorySource([cells(1)]);
  const { executionId } = await warehouse.loader.loadPipeline(
    orders.bind({
      ...source,
      async *read() {
        yield* source.read();
        const input = '2;c2';
        const malformed = { rowNumber: 2, lineNumber: 3, stepName: 'read', field: null, input };
        const rejected = [{ ...malformed, code: 'TOO_FEW_FIELDS', message: 'too few' }];
        yield { rows: [], rowNumbers: [], lineNumbers: [], rejected };
      },
    }),
    { into: 'orders' },
  );
  expect([...(await stored(executionId))]).toEqual([
    { number: 2, step_name: 'read', record: '2;c2' },
  ]);
});
