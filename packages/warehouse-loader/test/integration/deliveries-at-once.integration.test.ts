import { setTimeout as sleep } from 'node:timers/promises';
import { createRandom, type SeededRandom } from '@wdh/fault-injection';
import { Pipeline, rejectRow, rowStep, WdhError } from '@wdh/pipeline-core';
import type { Queryable } from '@wdh/postgres';
import { openRuns, type RunDelivery, type Runs } from '@wdh/runs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { memorySource } from '../warehouse/memory-source.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse({ poolSize: 40 });
const rowsOfRun = 60;
const config = { stopOnError: false, errorThreshold: 1 };
const pipeline = new Pipeline<{ run: string; id: number }>('effects', config).addStep(
  rowStep('check_ids', (row) =>
    row.id === 0 ? rejectRow({ field: 'id', code: 'ZERO', message: 'is zero' }) : row,
  ),
);
let runs: Runs;

beforeAll(async () => {
  runs = openRuns({ connectionUrl: warehouse.url });
  await warehouse.sql.unsafe(`
    create table effects (run text, id int);
    create table claims (run text primary key, delivery int, is_done boolean not null default false)`);
});

afterAll(() => runs.close());

/** The delivery of a queue that hands a run to another process while this one may still run it. */
const checked: Deliver = (run, delivery) => {
  const touch = async (on: Queryable, isDone: boolean): Promise<void> => {
    const { count } = await on.query(
      `update public.claims set is_done = $3::boolean
       where run = $1 and delivery = $2::int and not is_done`,
      [run, delivery, isDone],
    );
    if (count === 1) return;
    throw new WdhError(`Delivery ${delivery} is over.`, { code: 'CLAIM_LOST', category: 'locked' });
  };
  return { accept: (on) => touch(on, false), confirm: (on) => touch(on, true) };
};

/** A queue that checks nothing: only the record of the run keeps its effects one. */
const unchecked = (run: string): RunDelivery => ({
  confirm: async (on) => {
    await on.query('update public.claims set is_done = true where run = $1', [run]);
  },
});

type Deliver = (run: string, delivery: number) => RunDelivery;

async function deliver(run: string, delivery: RunDelivery, random: SeededRandom): Promise<string> {
  const rows = Array.from({ length: rowsOfRun }, (_, id) => ({ run, id }));
  const beforeBatch = () => sleep(random.integer(0, 40));
  const source = memorySource(rows, { batchSize: 20, beforeBatch });
  const options = random.next() < 0.5 ? {} : { retry: { maxAttempts: 2, backoffMs: 10 } };
  const load = warehouse.loader.loadPipeline(pipeline.bind(source, { executionId: run }), {
    into: 'effects',
    onRefusal: 'reject',
    errorThreshold: 1,
    delivery,
    ...options,
  });
  return load.then(
    ({ status }) => status,
    (error: unknown) => (error as WdhError).code,
  );
}

/** Ends sessions of a run, as a network that is cut does. */
async function cut(run: string): Promise<void> {
  await warehouse.sql`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name in (${`wdh run ${run}`}, ${`wdh load ${run}`})`;
}

/** Hands the run to one process after another, before the earlier ones have ended, until it is done. */
async function deliverUntilDone(
  run: string,
  deliveryOf: Deliver,
  random: SeededRandom,
): Promise<readonly string[]> {
  await runs.queueRun({
    executionId: run,
    pipelineName: 'effects',
    pipelineVersion: '1',
    target: 'public.effects',
    mode: 'append',
    isForced: false,
  });
  await warehouse.sql`insert into claims values (${run}, 0)`;
  const outcomes: Promise<string>[] = [];
  for (let number = 1; number <= 30; number++) {
    const fetched = await warehouse.sql`update claims set delivery = ${number}
      where run = ${run} and not is_done returning run`;
    if (fetched.length === 0) break;
    const outcome = deliver(run, deliveryOf(run, number), random);
    outcomes.push(outcome);
    const isPatient = number > 5;
    await (isPatient ? outcome : Promise.race([outcome, sleep(random.integer(0, 150))]));
    if (!isPatient && random.next() < 0.4) await cut(run);
  }
  return Promise.all(outcomes);
}

async function expectOneEffectOfEach(count: number, deliveryOf: Deliver): Promise<void> {
  const seed = Math.trunc(Math.random() * 2 ** 32);
  const random = createRandom(seed);
  const ids = Array.from({ length: count }, (_, n) => `run-${seed}-${n}`);
  const outcomes: string[] = [];
  for (let start = 0; start < count; start += 5) {
    const part = ids.slice(start, start + 5);
    const ended = part.map((run) => deliverUntilDone(run, deliveryOf, random));
    outcomes.push(...(await Promise.all(ended)).flat());
  }
  const effects = await warehouse.sql<{ run: string; rows: number; ids: number }[]>`
    select run, count(*)::int as rows, count(distinct id)::int as ids from effects
    where run like ${`run-${seed}-%`} group by run`;
  const loaded = rowsOfRun - 1;
  const wrong = effects.filter(({ rows, ids: found }) => rows !== loaded || found !== loaded);
  expect({ seed, runs: effects.length, wrong }).toEqual({ seed, runs: count, wrong: [] });
  for (const id of ids) {
    expect(await runs.getRun(id), `seed ${seed}`).toMatchObject({
      status: 'success',
      errorCode: null,
      rows: { read: rowsOfRun, inserted: loaded, rejected: 1 },
    });
    expect((await runs.rejectedRows({ run: id })).items, `seed ${seed}`).toHaveLength(1);
  }
  expect(await warehouse.sql`select from claims where not is_done`).toHaveLength(0);
  expect(outcomes.filter((outcome) => outcome === 'success')).toHaveLength(count);
  // The fault occurred: some deliveries lost their run to another.
  expect(outcomes.length).toBeGreaterThan(count);
}

const timeout = 600_000;

test(
  'runs that are delivered several times at once have one effect each',
  { timeout },
  async () => {
    await expectOneEffectOfEach(10, checked);
  },
);

test('so they have if the queue checks no delivery', { timeout }, async () => {
  await expectOneEffectOfEach(10, unchecked);
});

test('so have many, by a queue that checks', { tags: ['full'], timeout }, async () => {
  await expectOneEffectOfEach(60, checked);
});

test('so have many, by one that does not', { tags: ['full'], timeout }, async () => {
  await expectOneEffectOfEach(60, unchecked);
});
