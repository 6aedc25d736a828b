import {
  call,
  createRandom,
  latency,
  NetworkProxy,
  type Trigger,
  withinDeadline,
} from '@wdh/fault-injection';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadModes } from '../../warehouse/load-modes.js';
import { useReadings } from '../../warehouse/use-readings.js';
import { useWarehouse } from '../../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const readings = useReadings(warehouse);
const { seed = 0 } = fc.readConfigureGlobal();

/** The server waits for the client: a round trip is over. */
const onReadyForQuery: Trigger = ({ message, fromServer }) =>
  fromServer && message?.type === 'Z' ? 0 : undefined;

/** Statements of the pulse, once a second on the connection of the record, so a slow load has more. */
const onPulse: Trigger = ({ message, fromServer }) =>
  !fromServer && /cancel_requested_at" from|run_events|run_steps/.test(message?.text ?? '')
    ? 0
    : undefined;

type Mode = (typeof loadModes)[number];

/** Loads over a slow line, and counts the round trips besides those of the pulse. */
async function loadOver(
  ms: number,
  count: number,
  options: Mode & { readonly onRefusal?: 'fail' | 'reject' },
): Promise<number> {
  await using proxy = await NetworkProxy.start(warehouse.url);
  const slow = proxy.inject(latency({ ms, jitterMs: ms / 2, random: createRandom(seed) }));
  const turns = proxy.inject(call(onReadyForQuery, () => undefined));
  const pulses = proxy.inject(call(onPulse, () => undefined));
  const loader = warehouse.newLoader({ connectionUrl: proxy.url });
  const load = loader.loadPipeline(readings.bound(count), { into: 'readings', ...options });
  expect(await withinDeadline(load, 120_000, 'the load')).toMatchObject({ status: 'success' });
  slow.expectFired(10);
  await readings.expectLoaded(count);
  return turns.firedCount - pulses.firedCount;
}

const modes = loadModes.map((mode) => [mode.mode, mode] as const);

async function expectSameTurns(mode: Mode): Promise<void> {
  const few = await loadOver(5, 100, mode);
  await warehouse.sql`truncate readings`;
  await warehouse.sql`delete from pipeline_executions`;
  // If another session commits in between, one of the two reads the catalog again.
  expect(Math.abs((await loadOver(10, 10_000, mode)) - few)).toBeLessThanOrEqual(3);
  expect(few).toBeLessThan(40);
}

test('N01 latency of 20 ms with jitter, by append: the load finishes, in as many round trips for 100 records as for 10,000', () =>
  expectSameTurns({ mode: 'append' }));

test.each(modes.slice(1))(
  'N01 latency of 20 ms with jitter, by %s: the load finishes, in as many round trips for 100 records as for 10,000',
  { tags: ['full'] },
  (_name, mode) => expectSameTurns(mode),
);

const expectFewTurns = async (mode: Mode): Promise<void> => {
  expect(await loadOver(10, 5_000, { ...mode, onRefusal: 'reject' })).toBeLessThan(60);
};

test('N01 latency of 20 ms with jitter, by upsert with rows collected: the load finishes, in a number of round trips limited by its batches', () =>
  expectFewTurns({ mode: 'upsert', upsertKeys: ['id'] }));

test.each([['append'], ['replace']] as const)(
  'N01 latency of 20 ms with jitter, by %s with rows collected: the load finishes, in a number of round trips limited by its batches',
  { tags: ['full'] },
  (mode) => expectFewTurns({ mode }),
);

test.each(modes)(
  'N01 latency of 200 ms with jitter, by %s: the load of 50,000 records finishes',
  { tags: ['full'] },
  async (_mode, options) => {
    // Each 16,384 rows are a separate statement.
    expect(await loadOver(100, 50_000, options)).toBeLessThan(45);
  },
);
