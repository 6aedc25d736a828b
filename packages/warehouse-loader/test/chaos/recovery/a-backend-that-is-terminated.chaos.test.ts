import {
  BackendControl,
  call,
  createRandom,
  FaultNotInjectedError,
  fromTime,
  latency,
  NetworkProxy,
  onReply,
  type Trigger,
  untilTrue,
  withinDeadline,
} from '@wdh/fault-injection';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LoadError, type PipelineLoadOptions } from '../../../src/index.js';
import { failureOf } from '../../warehouse/failure-of.js';
import { everyWay, loadModes } from '../../warehouse/load-modes.js';
import { useReadings } from '../../warehouse/use-readings.js';
import { useWarehouse } from '../../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const readings = useReadings(warehouse);
const { seed = 0 } = fc.readConfigureGlobal();
const random = createRandom(seed);
const count = 3_000;

const onAnyBytes: Trigger = () => 0;
const retry = { maxAttempts: 3, backoffMs: 10 } as const;

async function empty(): Promise<void> {
  await warehouse.sql`truncate readings`;
  await warehouse.sql`delete from pipeline_executions`;
}

/** Gives the fault the time to arrive before the load ends. */
const slowly = () => latency({ ms: 3, random });

/**
 * Counts the chunks between a load and its server until COMMIT, after each of which a fault can
 * occur.
 */
async function momentsOf(options: PipelineLoadOptions): Promise<number> {
  await using proxy = await NetworkProxy.start(warehouse.url);
  proxy.inject(slowly());
  const passings = proxy.inject(call(onAnyBytes, () => undefined));
  let untilCommit = 0;
  proxy.inject(call(onReply('COMMIT'), () => (untilCommit = passings.firedCount)));
  const loader = warehouse.newLoader({ connectionUrl: proxy.url });
  await loader.loadPipeline(readings.bound(count), options);
  expect(untilCommit, 'moments until COMMIT').toBeGreaterThan(10);
  await empty();
  return untilCommit;
}

/** Ends any sessions of the loads; false if there are none. */
async function terminateAny(control: BackendControl): Promise<boolean> {
  return control.terminate({ applicationName: 'wdh ' }).then(
    () => true,
    (error: unknown) => {
      if (error instanceof FaultNotInjectedError) return false;
      throw error;
    },
  );
}

/**
 * Ends sessions of the load at that moment, and asserts the promises; false if the load ended
 * before.
 */
async function terminateAt(moment: number, options: PipelineLoadOptions): Promise<boolean> {
  await using control = await BackendControl.connect(warehouse.url);
  await using proxy = await NetworkProxy.start(warehouse.url);
  proxy.inject(slowly());
  const applicationName = random.pick(['wdh load', 'wdh run', 'wdh ']);
  let termination: Promise<unknown> | undefined;
  let isOver = false;
  proxy.inject(
    call(fromTime(moment, onAnyBytes), () => {
      if (isOver) return;
      termination = control.terminate({ applicationName }).catch(async (error: unknown) => {
        if (!(error instanceof FaultNotInjectedError)) throw error;
        // Before its session exists, or after it has ended, any session of the load is used; at
        // first none may have set its name.
        const orOver = async () => isOver || (await terminateAny(control));
        await untilTrue(orOver, 60_000, 'a session of the load');
      });
      termination.catch(() => undefined);
    }),
    { times: 1 },
  );
  const loader = warehouse.newLoader({ connectionUrl: proxy.url, deadlineMs: 20_000 });
  const load = loader.loadPipeline(readings.bound(count), options).finally(() => (isOver = true));
  const outcome = await withinDeadline(
    load.catch((error: unknown) => error),
    60_000,
    'the load',
  );
  await termination;
  if (control.firing.firedCount === 0) {
    expect(outcome).toMatchObject({ status: 'success', attempts: 1 });
    await readings.expectLoaded(count, 1);
    return false;
  }
  if (!(outcome instanceof LoadError)) {
    const { attempts } = outcome as Awaited<typeof load>;
    await readings.expectLoaded(count, attempts);
    return true;
  }
  expect(outcome).toMatchObject({ category: 'connection', isRetryable: true });
  const runs = await warehouse.sql`select from pipeline_executions`;
  // It may have been the session that writes the record.
  if (runs.length > 0) await readings.expectNothing(outcome, 1);
  expect(await warehouse.sql`select from readings`).toHaveLength(0);
  return true;
}

async function expectAllOrNothing(times: number, ways: readonly object[]): Promise<void> {
  const moments = new Map<object, number>();
  let fired = 0;
  for (let run = 0; fired < times; run += 1) {
    expect(run, 'moments, most of them too late').toBeLessThan(2 * times);
    const way = ways[run % ways.length] ?? {};
    const options = { into: 'readings', ...way } as const;
    if (!moments.has(way)) moments.set(way, await momentsOf(options));
    const most = moments.get(way) ?? 0;
    const moment = random.integer(3, most);
    const isPatient = random.next() < 0.5;
    const label = `seed ${seed}, run ${run}, moment ${moment} of ${most}, ${JSON.stringify(way)}`;
    await terminateAt(moment, isPatient ? { ...options, retry } : options).then(
      (hasFired) => (fired += hasFired ? 1 : 0),
      (error: unknown) => {
        throw new Error(`The promise does not hold: ${label}`, { cause: error });
      },
    );
    await empty();
  }
}

test('P05 a backend that is terminated at 4 random moments, in every mode: nothing is loaded, or all of it once', async () => {
  await expectAllOrNothing(4, loadModes);
});

test(
  'P05 a backend that is terminated at 100 random moments, in every way: nothing is loaded, or all of it once',
  { tags: ['full'], timeout: 600_000 },
  async () => {
    await expectAllOrNothing(100, everyWay);
  },
);

const places = [
  ['before the first batch', 0],
  ['during COPY', 3],
  ['before the last batch', 5],
] as const;

async function expectOnlyByRetry(at: number, options: (typeof everyWay)[number]): Promise<void> {
  await using control = await BackendControl.connect(warehouse.url);
  const bound = () => {
    let hasFired = false;
    return readings.bound(count, {
      beforeBatch: async (index) => {
        if (index !== at || hasFired) return;
        hasFired = true;
        await control.terminate({ applicationName: 'wdh load' });
      },
    });
  };
  const into = { into: 'readings', ...options } as const;
  const error = await failureOf(warehouse.loader.loadPipeline(bound(), into));
  // If it failed for another reason, the test reports that reason.
  expect(error, `Ended by ${error.message}`).toMatchObject({
    category: 'connection',
    isRetryable: true,
  });
  expect(control.firing.firedCount, `Ended by ${error.message}`).toBeGreaterThan(0);
  await readings.expectNothing(error);
  await empty();
  const report = await warehouse.loader.loadPipeline(bound(), { ...into, retry });
  control.firing.expectFired(2);
  expect(report).toMatchObject({ status: 'success', attempts: 2 });
  await readings.expectLoaded(count, 2);
}

/** Every place in each of these ways. */
const inPlaces = (ways: readonly (typeof everyWay)[number][]) =>
  places.flatMap(([where, at]) => ways.map((way) => [where, way.way, at, way] as const));

test.each(inPlaces(everyWay.filter(({ onRefusal }) => onRefusal === 'fail')))(
  'P05 a backend that is terminated %s, by %s: nothing is loaded; with retry all of it once',
  (_where, _way, at, options) => expectOnlyByRetry(at, options),
);

test.each(inPlaces(everyWay.filter(({ onRefusal }) => onRefusal === 'reject')))(
  'P05 a backend that is terminated %s, by %s: nothing is loaded; with retry all of it once',
  { tags: ['full'] },
  (_where, _way, at, options) => expectOnlyByRetry(at, options),
);
