import { randomUUID } from 'node:crypto';
import { silentLogger } from '@wdh/pipeline-core';
import { expect, it, onTestFinished } from 'vitest';
import { Heartbeat } from '../../src/worker/heartbeat/heartbeat.js';
import { useQueue } from '../support/use-queue.js';

const place = useQueue();

interface Hold {
  readonly heartbeat: Heartbeat;
  readonly claim: { queue: string; id: string; retryCount: number; heartbeatSeconds: number };
}

/** Fetches a job whose heartbeat was missed unless it is renewed within a second, and holds it. */
async function hold(longestBlockMs: number, onLost = (): void => undefined): Promise<Hold> {
  const heartbeat = new Heartbeat({
    address: place.queue.address,
    logger: silentLogger,
    longestBlockMs,
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

const block = (ms: number): void => {
  const end = performance.now() + ms;
  while (performance.now() < end);
};

it('renews the heartbeat while the event loop is blocked', async () => {
  await place.queue.prepare([{ name: 'x' }]);
  const { claim } = await hold(600_000);
  const first = await beatAt(claim.id);
  await expect.poll(() => beatAt(claim.id)).toBeGreaterThan(first);
  const start = Date.now();
  block(2_000);
  const end = Date.now();
  // Read before anything of this thread could have renewed it.
  const at = await beatAt(claim.id);
  expect(at).toBeGreaterThan(start + 500);
  expect(at).toBeLessThan(end + 1_000);
});

it('no longer renews it when the event loop is blocked beyond its limit', async () => {
  const { claim } = await hold(1_000);
  const first = await beatAt(claim.id);
  await expect.poll(() => beatAt(claim.id)).toBeGreaterThan(first);
  const start = Date.now();
  block(6_000);
  const at = await beatAt(claim.id);
  expect(at).toBeLessThan(start + 4_000);
});

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
  await place.sql`update wdh_queue.job set state = 'completed' where id = ${claim.id}`;
  await place.sql`delete from wdh_queue.job where id = ${second.claim.id}`;
  await expect.poll(() => lost).toEqual(['second']);
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
