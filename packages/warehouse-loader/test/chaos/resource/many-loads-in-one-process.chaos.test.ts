import { readdirSync } from 'node:fs';
import { cut, NetworkProxy, onStatement, withinDeadline } from '@wdh/fault-injection';
import { expect, test } from 'vitest';
import { LoadError } from '../../../src/index.js';
import { settleMemory } from '../../warehouse/collect-garbage.js';
import { ledgerFaults } from '../../warehouse/ledger-faults.js';
import { useReadings } from '../../warehouse/use-readings.js';
import { useWarehouse } from '../../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const readings = useReadings(warehouse);

const upsert = { mode: 'upsert', upsertKeys: ['id'] } as const;

interface Footprint {
  readonly descriptors: number | null;
  readonly resources: number;
  readonly heapBytes: number;
}

/** The resources of the process after garbage collection. */
async function footprint(): Promise<Footprint> {
  await settleMemory();
  const descriptors = process.platform === 'linux' ? readdirSync('/proc/self/fd').length : null;
  const { heapUsed, external } = process.memoryUsage();
  const resources = process.getActiveResourcesInfo().length;
  return { descriptors, resources, heapBytes: heapUsed + external };
}

type Kind = 'loaded' | 'bad row' | 'source' | 'signal' | 'cut';
const kinds: readonly Kind[] = [
  'loaded',
  'bad row',
  'loaded',
  'source',
  'loaded',
  'signal',
  'loaded',
  'cut',
];

/** Loads once, in the way selected by the number, and returns the outcome. */
async function loadOnce(run: number): Promise<string> {
  const kind = kinds[run % kinds.length] ?? 'loaded';
  const mode = run % 3 === 0 ? upsert : ({ mode: 'replace' } as const);
  await using proxy = await NetworkProxy.start(warehouse.url);
  if (kind === 'cut') proxy.inject(cut(onStatement(/^commit/i)));
  const controller = new AbortController();
  const bound = readings.bound(200, {
    noteLength: 900,
    name: `${run}`,
    beforeBatch: () => {
      if (kind === 'source') throw new TypeError('no more');
      if (kind === 'signal') controller.abort();
    },
  });
  const loader = warehouse.newLoader({ connectionUrl: proxy.url });
  const load = loader.loadPipeline(bound, {
    into: kind === 'bad row' ? 'narrow' : 'readings',
    ...mode,
    signal: controller.signal,
    force: true,
  });
  const outcome = await load.then(
    ({ status }) => status,
    (error: unknown) => (error instanceof LoadError ? error.code : String(error)),
  );
  await loader.close();
  return outcome;
}

async function expectNoGrowth(loads: number): Promise<void> {
  const { sql } = warehouse;
  await sql`create table if not exists narrow (id int primary key, note varchar(3))`;
  for (let run = 0; run < 16; run += 1) await loadOnce(run);
  const base = await footprint();
  const outcomes = new Map<string, number>();
  for (let run = 0; run < loads; run += 1) {
    const outcome = await withinDeadline(loadOnce(run), 60_000, 'a load');
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  }
  expect(outcomes.get('success')).toBe(loads / 2);
  expect([...outcomes.keys()].toSorted()).toEqual(
    ['CONNECTION_LOST', 'INTERRUPTED', 'SOURCE_FAILED', 'VALUE_TOO_LONG', 'success'].toSorted(),
  );
  await expect.poll(() => warehouse.sessions()).toEqual([]);
  // The last sockets close on a busy machine a moment later.
  const grown = async () => {
    const end = await footprint();
    return {
      descriptors: (end.descriptors ?? 0) - (base.descriptors ?? 0) >= 3,
      resources: end.resources - base.resources >= 3,
      memory: end.heapBytes - base.heapBytes >= 10_000_000,
    };
  };
  await expect.poll(grown).toEqual({ descriptors: false, resources: false, memory: false });
  expect(await ledgerFaults(sql)).toEqual([]);
}

test('R07 32 loads in one process, half of them failing: sessions, descriptors and memory are as before', async () => {
  await expectNoGrowth(32);
});

test(
  'R07 504 loads in one process, half of them failing: sessions, descriptors and memory are as before',
  { tags: ['full'], timeout: 600_000 },
  async () => {
    await expectNoGrowth(504);
  },
);
