import { randomUUID } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { silentLogger } from '@wdh/pipeline-core';
import { expect, it, onTestFinished } from 'vitest';
import type { WorkerHealth } from '../../src/index.js';
import { Heartbeat } from '../../src/worker/heartbeat/heartbeat.js';
import { freePort } from '../support/free-port.js';
import { useQueue } from '../support/use-queue.js';

const place = useQueue();

/** Its event loop is blocked for seconds. */
const slow = { tags: ['full'] };

interface Hold {
  readonly heartbeat: Heartbeat;
  readonly claim: { queue: string; id: string; retryCount: number; heartbeatSeconds: number };
}

const health = (): WorkerHealth => ({
  ...{ isHealthy: true, state: 'running', lastPollAt: null, running: 1, concurrency: 1 },
  ...{ blockedMs: 0, jobs: ['x'] },
});

/** Fetches a job whose heartbeat was missed unless it is renewed within a second, and holds it. */
async function hold(longestBlockMs: number, onLost = (): void => undefined): Promise<Hold> {
  const heartbeat = await Heartbeat.start({
    address: place.queue.address,
    logger: silentLogger,
    longestBlockMs,
    health,
  });
  onTestFinished(() => heartbeat.stop());
  const id = randomUUID();
  await place.sql`
    insert into wdh_queue.job (id, name, state, started_on, heartbeat_on, heartbeat_seconds)
    values (${id}, 'run/x', 'active', now(), now(), 1)`;
  const claim = { queue: 'run/x', id, retryCount: 0, heartbeatSeconds: 1 };
  heartbeat.hold(claim, onLost);
  return { heartbeat, claim };
}

/** When the heartbeat of a job was last renewed, in milliseconds of the epoch. */
async function beatAt(id: string): Promise<number> {
  const [job] = await place.sql<{ at: number }[]>`
    select extract(epoch from heartbeat_on)::float8 * 1000 as at from wdh_queue.job where id = ${id}`;
  return job?.at ?? 0;
}

/** Counts the answers 200 of a blocked worker, and 503. */
const proberCode = `
  const { workerData: { port, answers } } = require('node:worker_threads');
  const seen = new Int32Array(answers);
  const ask = async () => {
    const response = await fetch('http://127.0.0.1:' + port);
    const { blockedMs } = await response.json();
    if (response.status === 200 && blockedMs > 0) Atomics.add(seen, 0, 1);
    if (response.status === 503 && blockedMs > 5000) Atomics.add(seen, 1, 1);
  };
  setInterval(() => ask().catch(() => undefined), 100);`;

const block = (ms: number): void => {
  const end = performance.now() + ms;
  while (performance.now() < end);
};

it('renews the heartbeat while the event loop is blocked', async () => {
  await place.queue.prepare([{ name: 'x' }]);
  const { claim } = await hold(600_000);
  const isRenewedWhileBlocked = async (): Promise<boolean> => {
    const start = Date.now();
    block(1_000);
    const end = Date.now();
    const at = await beatAt(claim.id);
    return start < at && at < end;
  };
  await expect.poll(isRenewedWhileBlocked).toBe(true);
});

it('no longer renews it when the event loop is blocked beyond its limit', slow, async () => {
  const { claim } = await hold(1_000);
  const first = await beatAt(claim.id);
  await expect.poll(() => beatAt(claim.id)).toBeGreaterThan(first);
  const isSilentInTheEnd = async (): Promise<boolean> => {
    block(6_000);
    const end = Date.now();
    return (await beatAt(claim.id)) < end - 1_500;
  };
  await expect.poll(isSilentInTheEnd, { timeout: 60_000 }).toBe(true);
});

it(
  'serves the health of a worker while its event loop is blocked, up to its limit',
  slow,
  async () => {
    const port = await freePort();
    const heartbeat = await Heartbeat.start({
      ...{ address: place.queue.address, logger: silentLogger, longestBlockMs: 5_000, health },
      healthAt: { port },
    });
    onTestFinished(() => heartbeat.stop());
    // Another thread asks, while this one does nothing else.
    const answers = new SharedArrayBuffer(8);
    const prober = new Worker(proberCode, { eval: true, workerData: { port, answers } });
    onTestFinished(() => prober.terminate().then(() => undefined));
    const seen = new Int32Array(answers);
    const end = performance.now() + 60_000;
    while (Atomics.load(seen, 1) === 0 && performance.now() < end);
    const [whileBlocked = 0, tooLong = 0] = seen;
    expect(whileBlocked).toBeGreaterThan(0);
    expect(tooLong).toBeGreaterThan(0);
  },
);

it('reports a claim that another attempt has, and renews only its own attempt', async () => {
  const lost: string[] = [];
  const { claim } = await hold(600_000, () => lost.push('lost'));
  await place.sql`
    update wdh_queue.job set retry_count = 1, heartbeat_on = 'epoch' where id = ${claim.id}`;
  await expect.poll(() => lost).toEqual(['lost']);
  expect(await beatAt(claim.id)).toBe(0);
});

it('does not report a job that this attempt has completed', async () => {
  const lost: string[] = [];
  const { claim } = await hold(600_000, () => lost.push('first'));
  const second = await hold(600_000, () => lost.push('second'));
  // Later than now: a claim counts as lost a heartbeat after its completion, and this test may be slow.
  await place.sql`
    update wdh_queue.job set state = 'completed', completed_on = now() + interval '1 hour'
    where id = ${claim.id}`;
  await place.sql`delete from wdh_queue.job where id = ${second.claim.id}`;
  await expect.poll(() => lost, { timeout: 30_000 }).toEqual(['second']);
  const { claim: third } = await hold(600_000, () => lost.push('third'));
  await place.sql`delete from wdh_queue.job where id = ${third.id}`;
  await expect.poll(() => lost).toEqual(['second', 'third']);
});

it('does not wait for the row of a job that another transaction holds', async () => {
  const { heartbeat, claim } = await hold(600_000);
  const other = await hold(600_000);
  heartbeat.hold(other.claim, () => undefined);
  other.heartbeat.release(other.claim);
  await place.sql.begin(async (held) => {
    await held`select from wdh_queue.job where id = ${claim.id} for update`;
    await place.sql`update wdh_queue.job set heartbeat_on = 'epoch' where id = ${other.claim.id}`;
    await expect.poll(() => beatAt(other.claim.id)).toBeGreaterThan(0);
  });
});

it('continues on a new connection when its own is lost', async () => {
  const { claim } = await hold(600_000);
  const first = await beatAt(claim.id);
  await expect.poll(() => beatAt(claim.id)).toBeGreaterThan(first);
  const { count } = await place.sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'wdh heartbeat' and datname = current_database()`;
  expect(count).toBeGreaterThan(0);
  await place.sql`update wdh_queue.job set heartbeat_on = 'epoch' where id = ${claim.id}`;
  await expect.poll(() => beatAt(claim.id)).toBeGreaterThan(0);
});
