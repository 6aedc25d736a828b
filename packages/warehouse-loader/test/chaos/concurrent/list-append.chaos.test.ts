import { setTimeout as sleep } from 'node:timers/promises';
import {
  createRandom,
  cut,
  lostReply,
  NetworkProxy,
  onStatement,
  type RunningProcess,
} from '@wdh/fault-injection';
import { Pipeline } from '@wdh/pipeline-core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aftermathOf } from '../../warehouse/aftermath.js';
import { ledgerFaults } from '../../warehouse/ledger-faults.js';
import { memorySource } from '../../warehouse/memory-source.js';
import { startProgram } from '../../warehouse/programs.js';
import { useWarehouse } from '../../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const { seed = 0 } = fc.readConfigureGlobal();
const runners = Array.from({ length: 8 }, (_, runner) => runner);

/** What a runner reported about an element; `silent` if it was killed before. */
type Said = 'ok' | 'no' | 'unknown' | 'silent';

interface Append {
  readonly runner: number;
  readonly element: number;
  readonly executionId: string;
  readonly said: Said;
}

/** Reads what a runner printed: one append for each element that it started. */
function appendsOf(runner: number, stdout: string): readonly Append[] {
  const appends = new Map<number, Append>();
  for (const line of stdout.split('\n').slice(0, -1)) {
    const [word = '', number = '', executionId = ''] = line.split(' ');
    const element = Number(number);
    const known = appends.get(element);
    if (known === undefined) appends.set(element, { runner, element, executionId, said: 'silent' });
    else appends.set(element, { ...known, said: word as Said });
  }
  return [...appends.values()];
}

/** Lets 8 processes append while some are killed and cut off, and returns their reports. */
async function appendUnderFaults(
  wantedKills: number,
  deadlineMs: number,
): Promise<readonly Append[]> {
  const random = createRandom(seed);
  await using proxy = await NetworkProxy.start(warehouse.url);
  const appends: Append[] = [];
  const complaints: string[] = [];
  const elements = new Map<number, number>();
  const start = (runner: number): RunningProcess =>
    startProgram('append-for-ever', [proxy.url, runner, elements.get(runner) ?? 0].map(String));
  const end = async (runner: number, child: RunningProcess): Promise<void> => {
    child.signal('SIGKILL');
    const { stdout, stderr } = await child.end(60_000);
    if (stderr !== '') complaints.push(stderr);
    const said = appendsOf(runner, stdout);
    appends.push(...said);
    const next = Math.max(-1, ...said.map(({ element }) => element)) + 1;
    elements.set(runner, Math.max(next, elements.get(runner) ?? 0));
  };
  let kills = 0;
  const running = new Map(runners.map((runner) => [runner, start(runner)]));
  try {
    await Promise.all([...running.values()].map((child) => child.untilPrinted('ok', 120_000)));
    const faults = [cut(onStatement(/^commit/i)), lostReply('cut'), cut(onStatement(/^copy/i))];
    const injected = faults.map((fault) => proxy.inject(fault, { times: 3 }));
    const acknowledged = (): number =>
      appends.filter(({ said }) => said === 'ok').length +
      [...running.values()].reduce((sum, { stdout }) => sum + stdout.split('\nok').length - 1, 0);
    const until = performance.now() + deadlineMs;
    const isWanted = (): boolean =>
      kills < wantedKills ||
      acknowledged() < wantedKills * 8 ||
      injected.some(({ firedCount }) => firedCount === 0);
    while (isWanted() && performance.now() < until) {
      await sleep(random.integer(50, 400));
      const dice = random.next();
      // Not too often, or no runner would ever succeed.
      if (dice < 0.1) proxy.cut();
      const runner = random.pick(runners);
      const child = running.get(runner);
      if (child === undefined || dice < 0.7 || kills >= wantedKills) continue;
      await end(runner, child);
      kills += 1;
      running.set(runner, start(runner));
    }
    expect(kills).toBeGreaterThanOrEqual(wantedKills);
    for (const fault of injected) fault.expectFired();
  } finally {
    await Promise.all([...running].map(([runner, child]) => end(runner, child)));
  }
  expect(complaints).toEqual([]);
  return appends;
}

async function expectListIntact(wantedKills: number, deadlineMs: number): Promise<void> {
  const { sql } = warehouse;
  await sql`drop table if exists list`;
  await sql`create table list (runner int, element int, part int)`;
  await sql`delete from pipeline_executions`;
  const appends = await appendUnderFaults(wantedKills, deadlineMs);
  // A start detects the runs of killed processes.
  const last = [{ runner: 99, element: 0, part: 0 }];
  expect((await aftermathOf(warehouse, 'list')).sessions).toEqual([]);
  await warehouse.loader.loadPipeline(
    new Pipeline<(typeof last)[number]>('append').bind(memorySource(last)),
    { into: 'list' },
  );
  const found = await sql<{ runner: number; element: number; parts: string }[]>`
    select runner, element, string_agg(part::text, '' order by part) as parts from list
    where runner <> 99 group by runner, element`;
  const parts = new Map(found.map(({ runner, element, parts }) => [`${runner} ${element}`, parts]));
  const runs = await sql<{ id: string; status: string }[]>`
    select execution_id as id, status from pipeline_executions`;
  const statuses = new Map(runs.map(({ id, status }) => [id, status]));
  const wrong = appends.filter(({ runner, element, executionId, said }) => {
    const isThere = statuses.get(executionId) === 'success';
    if (said === 'ok' && !isThere) return true;
    if (said === 'no' && isThere) return true;
    return parts.get(`${runner} ${element}`) !== (isThere ? '012' : undefined);
  });
  expect({ seed, wrong }).toEqual({ seed, wrong: [] });
  const started = new Set(appends.map(({ runner, element }) => `${runner} ${element}`));
  expect([...parts.keys()].filter((key) => !started.has(key))).toEqual([]);
  expect(runs.filter(({ status }) => status === 'running')).toEqual([]);
  expect(appends.filter(({ said }) => said === 'ok').length).toBeGreaterThan(wantedKills * 5);
  expect(await ledgerFaults(sql)).toEqual([]);
}

test(
  'K08 8 processes append to a list while they are killed twice, and cut off: every acknowledged append is stored once, and no other',
  // Eight programs start, run under faults, and end, each with its own limit.
  { timeout: 300_000 },
  async () => {
    await expectListIntact(2, 30_000);
  },
);

test(
  'K08 8 processes append to a list while they are killed 40 times, and cut off: every acknowledged append is stored once, and no other',
  { tags: ['full'], timeout: 600_000 },
  async () => {
    await expectListIntact(40, 180_000);
  },
);
