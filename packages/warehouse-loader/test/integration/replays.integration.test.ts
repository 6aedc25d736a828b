import { Pipeline, rejectRow, rowStep } from '@wdh/pipeline-core';
import { openReplay } from '@wdh/runs';
import { beforeEach, expect, test } from 'vitest';
import { failureOf } from '../warehouse/failure-of.js';
import { memorySource } from '../warehouse/memory-source.js';
import { queryableOf } from '../warehouse/queryable-of.js';
import { type PlainOptions, replayRun, withKeys } from '../warehouse/replay-run.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();

interface Cells extends Record<string, unknown> {
  readonly Number: string;
  readonly Code: string;
}

const collect = { stopOnError: false, errorThreshold: 1 };

/** A version of the rules: codes that it does not know are rejected. */
const rules = (version: string, isKnown: (code: string) => boolean) =>
  new Pipeline<Cells>('orders', { ...collect, version })
    .addStep(
      rowStep('rename', ({ Number: id, Code }: Cells) => ({ id: Number(id), code: Code.trim() })),
    )
    .addStep(
      rowStep('known_codes', (row: { id: number; code: string }) =>
        isKnown(row.code) ? row : rejectRow({ field: 'code', code: 'UNKNOWN', message: version }),
      ),
    );

const first = rules('1', (code) => !code.startsWith('new'));
const second = rules('2', (code) => code !== 'new 4');

/** Ten orders, of which the steps reject two, and the server refuses three. */
const orders: readonly Cells[] = [
  ...['a', 'new 2', 'refused', 'new 4', 'b', 'refused', 'c', 'refused', 'd', 'e'],
].map((code, index) => ({ Number: String(index + 1), Code: ` ${code} ` }));

const modes = [
  { mode: 'append' },
  { mode: 'upsert', upsertKeys: ['id'] },
  { mode: 'insert_new', upsertKeys: ['id'] },
  { mode: 'replace' },
] as const;

beforeEach(async () => {
  const { sql } = warehouse;
  await sql`truncate pipeline_executions cascade`;
  await sql`drop table if exists orders`;
  await sql`create table orders (id int primary key, code text, _execution_id text, _source_line int)`;
  await refuseCode('refused');
});

/** Replaces the constraint of the table. */
async function refuseCode(code: string): Promise<void> {
  await warehouse.sql.unsafe(`alter table orders drop constraint if exists orders_code`);
  await warehouse.sql.unsafe(
    `alter table orders add constraint orders_code check (code <> '${code}') not valid`,
  );
}

const load = (options: PlainOptions, source = memorySource(orders)) =>
  warehouse.loader.loadPipeline(
    first.bind(source),
    withKeys({
      into: 'orders',
      onRefusal: 'reject',
      errorThreshold: 1,
      lineage: true,
      ...options,
    }),
  );

const replay = <Out extends object>(
  pipeline: Pipeline<Cells, Out>,
  run: string,
  options: PlainOptions = {},
) => replayRun(warehouse, pipeline, run, { into: 'orders', lineage: true, ...options });

const rejects = async () => [
  ...(await warehouse.sql`select row_number::int as row, execution_id as run, step_name as step,
    field, code, message, resolved_by, resolved_at is not null as resolved
    from rejected_rows order by row_number, rejected_row_id`),
];
const rows = async () => [...(await warehouse.sql`select id, code from orders order by id`)];
const ids = async () => (await rows()).map(({ id }) => Number(id));

test.each(modes)(
  'rejected rows that the next version accepts are loaded and resolved, the others keep their place with the new reason: $mode',
  async (mode) => {
    const { executionId: run, rows: counts } = await load(mode);
    expect(counts).toMatchObject({ read: 10, inserted: 5, rejected: 5 });
    await refuseCode('new 2');
    const report = await replay(second, run, mode);
    expect(report).toMatchObject({
      status: 'success',
      rows: { read: 5, inserted: 3, updated: 0, rejected: 2, filtered: 0, deleted: 0 },
    });
    const by = report.executionId;
    const resolved = { run, resolved: true, resolved_by: by };
    const open = { run, resolved: false, resolved_by: null };
    expect(await rejects()).toMatchObject([
      { ...open, row: 2, step: 'load', code: 'CHECK_VIOLATED' },
      { ...resolved, row: 3, step: 'load', code: 'CHECK_VIOLATED' },
      { ...open, row: 4, step: 'known_codes', field: 'code', code: 'UNKNOWN', message: 'code: 2' },
      { ...resolved, row: 6, code: 'CHECK_VIOLATED' },
      { ...resolved, row: 8, code: 'CHECK_VIOLATED' },
    ]);
    expect(await ids()).toEqual([1, 3, 5, 6, 7, 8, 9, 10]);
    const { sql } = warehouse;
    expect([
      ...(await sql`select id, _source_line from orders where _execution_id = ${by} order by id`),
    ]).toEqual([3, 6, 8].map((id) => ({ id, _source_line: id + 1 })));
    expect([
      ...(await sql`select trigger, parent_execution_id as parent, load_mode, rows_input::int as read
        from pipeline_executions where execution_id = ${by}`),
    ]).toEqual([
      {
        trigger: 'replay',
        parent: run,
        load_mode: mode.mode.replace('replace', 'append'),
        read: 5,
      },
    ]);
    const steps = await sql`select step_name, rows_in::int, rows_rejected::int from run_steps
      where execution_id = ${by} order by ordinal`;
    expect([...steps]).toEqual([
      { step_name: 'source', rows_in: 5, rows_rejected: 0 },
      { step_name: 'rename', rows_in: 5, rows_rejected: 0 },
      { step_name: 'known_codes', rows_in: 5, rows_rejected: 1 },
      { step_name: 'load', rows_in: 4, rows_rejected: 1 },
    ]);
  },
);

test('the ledger balances over a run and its replays', async () => {
  const { executionId: run } = await load({});
  await replay(second, run);
  await refuseCode('none');
  await replay(second, run);
  const { sql } = warehouse;
  const [sums] = await sql`
    select (select rows_input from pipeline_executions where execution_id = ${run})::int as read,
      (select sum(rows_output + rows_filtered + rows_superseded) from pipeline_executions)::int as done,
      (select count(*) from rejected_rows where resolved_at is null)::int as open,
      (select count(*) from rejected_rows where resolved_at is not null)::int as resolved`;
  expect(sums).toEqual({ read: 10, done: 9, open: 1, resolved: 4 });
  const runs = await sql`select rows_input - rows_output - rows_failed - rows_filtered
    - rows_superseded as difference from pipeline_executions`;
  expect(runs.map(({ difference }) => Number(difference))).toEqual([0, 0, 0]);
});

test('a second replay finds only the rows that are still open, and in the end nothing', async () => {
  const { executionId: run } = await load({});
  await refuseCode('none');
  expect((await replay(second, run)).rows).toMatchObject({ read: 5, inserted: 4, rejected: 1 });
  expect((await replay(second, run)).rows).toMatchObject({ read: 1, inserted: 0, rejected: 1 });
  const all = rules('3', () => true);
  expect((await replay(all, run)).rows).toMatchObject({ read: 1, inserted: 1, rejected: 0 });
  const { counts } = await openReplay(queryableOf(warehouse.sql), run);
  expect(counts).toEqual({ replayable: 0, malformed: 0, withoutRecord: 0, inexact: 0 });
  expect(await ids()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

test('a replay of a replay replays the rows that are open in the run that rejected them', async () => {
  const { executionId: run } = await load({});
  await refuseCode('none');
  const { executionId: again } = await replay(second, run);
  const third = await replay(
    rules('3', () => true),
    again,
  );
  expect(third.rows).toMatchObject({ read: 1, inserted: 1 });
  const [recorded] = await warehouse.sql`select parent_execution_id as parent
    from pipeline_executions where execution_id = ${third.executionId}`;
  expect(recorded).toEqual({ parent: run });
});

test('a dry run changes nothing, and returns the counts of an actual replay', async () => {
  const { executionId: run } = await load({});
  await refuseCode('none');
  const before = await rejects();
  const { status, rows: counts } = await replay(second, run, { dryRun: true });
  expect(status).toBe('rehearsed');
  expect(counts).toMatchObject({ read: 5, inserted: 4, rejected: 1 });
  expect(await rejects()).toEqual(before);
  expect(await rows()).toHaveLength(5);
});

test('a replay that fails changes nothing', async () => {
  const { executionId: run } = await load({});
  await refuseCode('none');
  const before = await rejects();
  const checks = [{ name: 'never', severity: 'error', fn: () => Promise.resolve(false) }] as const;
  const error = await failureOf(replay(second, run, { checks }));
  expect(error.code).toBe('CHECK_FAILED');
  expect(await rejects()).toEqual(before);
  expect(await rows()).toHaveLength(5);
});

test('rows that are filtered or already stored become resolved', async () => {
  const { executionId: run } = await load({ mode: 'insert_new', upsertKeys: ['id'] });
  await warehouse.sql`insert into orders (id, code) values (3, 'by hand')`;
  await refuseCode('none');
  const skipping = first.addStep(
    rowStep('skip_six', (row: { id: number; code: string }) => (row.id === 6 ? null : row)),
  );
  const { rows: counts } = await replay(skipping, run, { mode: 'insert_new', upsertKeys: ['id'] });
  expect(counts).toMatchObject({ read: 5, inserted: 1, unchanged: 1, filtered: 1, rejected: 2 });
  const open = (await rejects()).filter(({ resolved }) => resolved === false);
  expect(open.map(({ row }) => Number(row))).toEqual([2, 4]);
});

test('of replayed rows with one key the later one in the source wins, whichever was rejected first', async () => {
  const rows: readonly Cells[] = [
    { Number: '1', Code: 'refused' },
    { Number: '1', Code: 'new' },
  ];
  const mode = { mode: 'upsert', upsertKeys: ['id'] } as const;
  const { executionId: run } = await load(mode, memorySource(rows));
  await refuseCode('none');
  const { rows: counts } = await replay(second, run, mode);
  expect(counts).toMatchObject({ read: 2, inserted: 1, superseded: 1 });
  expect([...(await warehouse.sql`select code from orders`)]).toEqual([{ code: 'new' }]);
});

test('malformed records and rows without a record are counted, and stay as they are', async () => {
  const { executionId: run } = await load(
    {},
    {
      ...memorySource(orders),
      async *read() {
        yield* memorySource(orders).read();
        const malformed = { rowNumber: 11, lineNumber: 12, stepName: 'read', field: null };
        const rejected = [{ ...malformed, input: '2;c2', code: 'TOO_FEW_FIELDS', message: 'no' }];
        yield { rows: [], rowNumbers: [], lineNumbers: [], rejected };
      },
    },
  );
  const { sql } = warehouse;
  await sql`update rejected_rows set record = null where row_number = 8`;
  const { counts } = await openReplay(queryableOf(sql), run);
  expect(counts).toEqual({ replayable: 4, malformed: 1, withoutRecord: 1, inexact: 0 });
  await refuseCode('none');
  expect(
    (
      await replay(
        rules('3', () => true),
        run,
      )
    ).rows,
  ).toMatchObject({ read: 4, inserted: 4 });
  const open = (await rejects()).filter(({ resolved }) => resolved === false);
  expect(open).toMatchObject([
    { row: 8, code: 'CHECK_VIOLATED' },
    { row: 11, code: 'TOO_FEW_FIELDS' },
  ]);
});
