import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  keepRow,
  Pipeline,
  type RejectedRow,
  rejectRow,
  rowStep,
  WdhError,
} from '@wdh/pipeline-core';
import { beforeEach, expect, test } from 'vitest';
import { failureOf } from '../warehouse/failure-of.js';
import { memorySource } from '../warehouse/memory-source.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();

interface Part {
  readonly id: number;
  readonly amount: number | null;
}

/** Of ten records, the pipeline rejects one and the database two. */
const parts = (count: number): Part[] =>
  Array.from({ length: count }, (_, at) => {
    const amount = at % 10 === 4 ? -1 : at % 10 === 7 ? null : 1;
    return { id: at + 1, amount };
  });

const checked = new Pipeline<Part>('parts', { stopOnError: false, errorThreshold: 1 }).addStep(
  rowStep('known', (row) =>
    row.id % 10 === 1 ? rejectRow({ code: 'UNKNOWN', message: 'a known id' }) : keepRow(row),
  ),
);
const bound = (count: number) => checked.bind(memorySource(parts(count)));

const modes = [
  { mode: 'append' },
  { mode: 'upsert', upsertKeys: ['id'] },
  { mode: 'replace' },
] as const;
const options = { into: 'parts', onRefusal: 'reject', errorThreshold: 0.5 } as const;

/** Takes all rows, each attempt for itself. */
function takeAll() {
  const attempts: RejectedRow[][] = [];
  const onRejected = async (rejected: AsyncIterable<RejectedRow>): Promise<void> => {
    const rows: RejectedRow[] = [];
    attempts.push(rows);
    for await (const row of rejected) rows.push(row);
  };
  return { attempts, onRejected };
}

/** Record, line, step, column and code of rejected rows, in the order of the source. */
const facts = (rows: readonly RejectedRow[] | undefined) =>
  rows
    ?.map(({ rowNumber, lineNumber, stepName, field, code }) => ({
      row_number: rowNumber,
      line_number: lineNumber,
      step_name: stepName,
      field,
      code,
    }))
    .toSorted((a, b) => Number(a.row_number) - Number(b.row_number));

const stored = () => warehouse.sql`
  select row_number::int, line_number::int, step_name, field, code
  from rejected_rows order by row_number`;

beforeEach(async () => {
  const { sql } = warehouse;
  await sql`drop table if exists parts`;
  await sql`drop sequence if exists tries`;
  await sql`create table parts (id int primary key, amount int not null check (amount > 0))`;
  await sql`delete from pipeline_executions`;
});

test.each(modes)(
  'with $mode, all rejected rows are passed to the callback: of the pipeline and of the database',
  async (mode) => {
    const { attempts, onRejected } = takeAll();
    const report = await warehouse.loader.loadPipeline(bound(3_000), {
      ...options,
      ...mode,
      onRejected,
    });
    expect(report.rows).toMatchObject({ inserted: 2_100, rejected: 900 });
    expect(attempts).toHaveLength(1);
    const rejects = facts(attempts[0]);
    expect(rejects).toEqual([...(await stored())]);
    expect(rejects?.slice(0, 3)).toEqual([
      { row_number: 1, line_number: 2, step_name: 'known', field: null, code: 'UNKNOWN' },
      { row_number: 5, line_number: 6, step_name: 'load', field: null, code: 'CHECK_VIOLATED' },
      {
        row_number: 8,
        line_number: 9,
        step_name: 'load',
        field: 'amount',
        code: 'NOT_NULL_VIOLATED',
      },
    ]);
  },
);

test('above the threshold, the stored rejected rows are passed to the callback', async () => {
  const { attempts, onRejected } = takeAll();
  const load = warehouse.loader.loadPipeline(bound(3_000), {
    ...options,
    errorThreshold: 0.1,
    onRejected,
  });
  expect((await failureOf(load)).code).toBe('ERROR_THRESHOLD_EXCEEDED');
  expect(attempts[0]?.length).toBeGreaterThan(100);
  expect(facts(attempts[0])).toEqual([...(await stored())]);
});

test('a dry run passes on the rows that it would have rejected, and stores nothing', async () => {
  const { attempts, onRejected } = takeAll();
  await warehouse.loader.loadPipeline(bound(100), { ...options, dryRun: true, onRejected });
  expect(attempts[0]).toHaveLength(30);
  expect(await stored()).toEqual([]);
});

test('a skipped source passes on nothing', async () => {
  const { attempts, onRejected } = takeAll();
  for (const status of ['success', 'skipped']) {
    const report = await warehouse.loader.loadPipeline(bound(100), { ...options, onRejected });
    expect(report.status).toBe(status);
  }
  expect(attempts).toHaveLength(1);
});

test('each attempt starts again, and the error has the number of attempts', async () => {
  const { sql, loader } = warehouse;
  await sql.unsafe(`create sequence tries;
    create or replace function fail_first() returns trigger language plpgsql as $$ begin
      if nextval('tries') = 1 then raise exception 'no' using errcode = '40001'; end if;
      return null; end $$;
    create constraint trigger fail_first after insert on parts deferrable initially deferred
    for each row when (new.id = 2) execute function fail_first()`);
  const { attempts, onRejected } = takeAll();
  const retry = { maxAttempts: 2, backoffMs: 10 };
  const report = await loader.loadPipeline(bound(2_000), { ...options, retry, onRejected });
  expect(report.attempts).toBe(2);
  expect(attempts).toHaveLength(2);
  expect(facts(attempts[1])).toEqual([...(await stored())]);

  await sql.unsafe(`create or replace function fail_first() returns trigger language plpgsql as $$
    begin raise exception 'no' using errcode = '40001'; end $$`);
  const again = { ...options, retry, mode: 'replace', force: true, onRejected } as const;
  expect(await failureOf(loader.loadPipeline(bound(2_000), again))).toMatchObject({
    code: 'SERIALIZATION_FAILED',
    attempts: 2,
  });
});

test.each([
  [new TypeError('canary'), 'REJECTS_NOT_TAKEN'],
  [new WdhError('The file is full.', { code: 'FILE_FULL', category: 'file' }), 'FILE_FULL'],
])('a taker that throws %o fails the load, and nothing is loaded', async (thrown, code) => {
  const { sql, loader } = warehouse;
  const onRejected = () => Promise.reject(thrown);
  const load = loader.loadPipeline(bound(3_000), { ...options, onRejected });
  const failure = await failureOf(load);
  expect(failure.code).toBe(code);
  expect(failure.message).not.toContain('canary');
  expect(await sql`select from parts`).toHaveLength(0);
  expect(await warehouse.sessions()).toEqual([]);
});

test('a callback that throws for a row fails the load with its error', async () => {
  const full = new WdhError('The file is full.', { code: 'FILE_FULL', category: 'file' });
  const onRejected = (rejected: AsyncIterable<RejectedRow>) =>
    pipeline(Readable.from(rejected), async (rows: AsyncIterable<RejectedRow>) => {
      for await (const row of rows) if (row.rowNumber === 101) throw full;
    });
  const load = warehouse.loader.loadPipeline(bound(3_000), { ...options, onRejected });
  expect((await failureOf(load)).code).toBe('FILE_FULL');
});

test('a callback that ends early does not delay the load', async () => {
  const onRejected = async (rejected: AsyncIterable<RejectedRow>): Promise<void> => {
    for await (const row of rejected) if (row.rowNumber === 1) return;
  };
  const report = await warehouse.loader.loadPipeline(bound(3_000), { ...options, onRejected });
  expect(report.rows).toMatchObject({ inserted: 2_100, rejected: 900 });
});

test('a callback that never reads ends with the signal', async () => {
  const controller = new AbortController();
  const onRejected = (): Promise<void> => {
    setTimeout(() => {
      controller.abort();
    }, 200);
    return new Promise(() => undefined);
  };
  const load = warehouse.loader.loadPipeline(bound(3_000), {
    ...options,
    signal: controller.signal,
    onRejected,
  });
  expect((await failureOf(load)).code).toBe('INTERRUPTED');
  expect(await warehouse.sessions()).toEqual([]);
});
