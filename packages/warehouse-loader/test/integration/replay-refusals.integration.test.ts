import { dataFrameStep, Pipeline, rejectRow, rowStep } from '@wdh/pipeline-core';
import { openReplay } from '@wdh/runs';
import { beforeEach, expect, test } from 'vitest';
import { failureOf } from '../warehouse/failure-of.js';
import { memorySource } from '../warehouse/memory-source.js';
import { queryableOf } from '../warehouse/queryable-of.js';
import { type PlainOptions, replayRun, withKeys } from '../warehouse/replay-run.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();

interface Cells extends Record<string, unknown> {
  readonly Id: string;
}
interface Item {
  readonly id: number;
}

const collect = { stopOnError: false, errorThreshold: 1 };
const parse = rowStep('parse', ({ Id }: Cells): Item => ({ id: Number(Id) }));
const isSmall = rowStep('is_small', (row: Item) =>
  row.id < 3 ? row : rejectRow({ code: 'LARGE', message: 'must be small' }),
);
const isNotFour = rowStep('is_not_four', (row: Item) =>
  row.id === 4 ? rejectRow({ code: 'FOUR', message: 'must not be four' }) : row,
);
const items = new Pipeline<Cells>('items', collect).addStep(parse);
const small = items.addStep(isSmall);
const cells = (...ids: readonly number[]): Cells[] => ids.map((id) => ({ Id: String(id) }));

beforeEach(async () => {
  const { sql } = warehouse;
  await sql`truncate pipeline_executions cascade`;
  await sql`drop table if exists items`;
  await sql`create table items (id int)`;
});

const load = async (rows: readonly Cells[] = cells(1, 2, 3, 4), options: PlainOptions = {}) => {
  const bound = small.bind(memorySource(rows));
  const { executionId } = await warehouse.loader.loadPipeline(
    bound,
    withKeys({ into: 'items', ...options }),
  );
  return executionId;
};
const open = (run: string) => openReplay(queryableOf(warehouse.sql), run);
const stored = async () => [
  ...(await warehouse.sql`select row_number::int as row, code, message, resolved_by
    from rejected_rows order by row_number`),
];

test('a run that is not known cannot be replayed', async () => {
  await expect(open('exec_none')).rejects.toMatchObject({
    code: 'RUN_NOT_FOUND',
    category: 'usage',
    message: expect.stringContaining('exec_none') as unknown,
  });
});

test.each(['failed', 'abandoned', 'rehearsed', 'skipped', 'running', 'queued', 'cancelled'])(
  'a run that loaded nothing cannot be replayed: %s',
  async (status) => {
    const run = await load();
    await warehouse.sql`update pipeline_executions set status = ${status}`;
    await expect(open(run)).rejects.toMatchObject({
      code: 'REPLAY_REFUSED',
      message: expect.stringContaining(`is ${status}`) as unknown,
    });
  },
);

test('a run cannot be replayed if its source was loaded again', async () => {
  const run = await load();
  const later = await load(undefined, { force: true });
  await expect(open(run)).rejects.toMatchObject({
    code: 'REPLAY_REFUSED',
    message: expect.stringContaining(`Run ${later} has loaded the source`) as unknown,
  });
  expect((await open(later)).counts.replayable).toBe(2);
});

test('a run cannot be replayed if another has replaced the rows of its table', async () => {
  const run = await load();
  const later = await load(cells(1, 5), { mode: 'replace' });
  await expect(open(run)).rejects.toMatchObject({
    code: 'REPLAY_REFUSED',
    message: expect.stringContaining(`Run ${later} has replaced`) as unknown,
  });
  expect((await open(later)).counts.replayable).toBe(1);
});

test.each([
  ['replaced', { mode: 'replace', force: true }, 1],
  ['loaded', { force: true }, 2],
] as const)(
  'a replay changes nothing if another run has %s its rows since it was opened',
  async (verb, options, rows) => {
    const run = await load(cells(1, 3, 4));
    const replay = await open(run);
    await load(cells(1, 3, 4), options);
    const before = await stored();
    const late = warehouse.loader.loadPipeline(items.bind(replay.source as never), {
      into: 'items',
      replay,
    });
    expect(await failureOf(late)).toMatchObject({
      code: 'REPLAY_REFUSED',
      message: expect.stringContaining(verb) as unknown,
    });
    expect(await stored()).toEqual(before);
    expect(await warehouse.sql`select from items`).toHaveLength(rows);
  },
);

test('runs of other files do not prevent a replay', async () => {
  const run = await load();
  await load(cells(7, 8));
  expect((await open(run)).counts.replayable).toBe(2);
});

test.each([
  ['makes new rows', (rows: readonly Item[]) => rows.map(({ id }) => ({ id }))],
  ['repeats rows', (rows: readonly Item[]) => [...rows, ...rows.slice(0, 1)]],
])(
  'a replay fails if the record of a rejected row is not known, because a step %s',
  async (_, change) => {
    const run = await load();
    const before = await stored();
    const changed = items.addStep(dataFrameStep('change', change)).addStep(isNotFour);
    const { code } = await failureOf(replayRun(warehouse, changed, run, { into: 'items' }));
    expect(code).toBe('REPLAY_UNTRACEABLE');
    expect(await stored()).toEqual(before);
    expect(await warehouse.sql`select from items`).toHaveLength(2);
  },
);

test('a replay fails as outdated if rows were resolved or deleted since it began', async () => {
  const run = await load();
  const replay = await open(run);
  await replayRun(warehouse, items, run, { into: 'items' });
  const again = warehouse.loader.loadPipeline(items.bind(replay.source as never), {
    into: 'items',
    replay,
  });
  expect(await failureOf(again)).toMatchObject({
    code: 'REPLAY_OUTDATED',
    category: 'locked',
    isRetryable: true,
  });
  expect([...(await warehouse.sql`select id from items order by id`)]).toEqual(
    [1, 2, 3, 4].map((id) => ({ id })),
  );
});

test('rejected rows of a replay are passed to onRejected with their numbers in the first source', async () => {
  const run = await load();
  const seen: unknown[] = [];
  const { rows } = await replayRun(warehouse, small, run, {
    into: 'items',
    onRejected: async (rejected) => {
      for await (const { rowNumber, lineNumber, code } of rejected) {
        seen.push([rowNumber, lineNumber, code]);
      }
    },
  });
  expect(rows).toMatchObject({ read: 2, inserted: 0, rejected: 2 });
  expect(seen).toEqual([
    [3, 4, 'LARGE'],
    [4, 5, 'LARGE'],
  ]);
});

test('rows without unique numbers are replayed one by one', async () => {
  const run = await load(cells(1, 3, 4, 5));
  await warehouse.sql`update rejected_rows set row_number = case when row_number < 4 then 7 end`;
  const { rows } = await replayRun(warehouse, items.addStep(isNotFour), run, { into: 'items' });
  expect(rows).toMatchObject({ read: 3, inserted: 2, rejected: 1 });
  const [left] =
    await warehouse.sql`select record, code from rejected_rows where resolved_at is null`;
  expect(left).toEqual({ record: { Id: '4' }, code: 'FOUR' });
});
