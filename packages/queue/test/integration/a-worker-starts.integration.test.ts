import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { openQueue, Worker } from '../../src/index.js';
import { freePort } from '../support/free-port.js';
import { lettersJob } from '../support/letters-job.js';
import { useWorkers } from '../support/use-workers.js';

const place = useWorkers();
const letters = lettersJob();

it.each([0, 257, 1.5, Number.NaN])('refuses %s runs at once', (concurrency) => {
  expect(() => new Worker({ queue: place.queue, jobs: [letters], concurrency })).toThrow(
    expect.objectContaining({ code: 'WORKER_OPTION_INVALID', category: 'usage' }),
  );
});

it('refuses to start where the server has too few connections, and says what to do', async () => {
  const worker = new Worker({ queue: place.queue, jobs: [letters], concurrency: 256 });
  await expect(worker.run({ drain: new AbortController().signal })).rejects.toMatchObject({
    code: 'WORKER_CONNECTIONS',
    category: 'usage',
    message: expect.stringMatching(
      /256 runs at once opens up to 517 connections: 512 for the runs, 3 for the queue, 2 .* Run fewer at once \(--concurrency \d+ fits\), or raise max_connections/,
    ) as string,
  });
});

it('refuses to start where the role or the database has too few connections', async () => {
  const url = new URL(place.url);
  const database = url.pathname.slice(1);
  await place.sql.unsafe(`
    create role few login password 'few' connection limit 8;
    grant usage on schema wdh_queue to few;
    grant all on all tables in schema wdh_queue to few`);
  [url.username, url.password] = ['few', 'few'];
  const queue = await openQueue({ connectionUrl: url.href, poolSize: 3, migrate: false });
  const start = (concurrency: number): Promise<void> =>
    new Worker({ queue, jobs: [letters], concurrency }).run({
      drain: new AbortController().signal,
    });
  await expect(start(2)).rejects.toThrow(
    'The role allows 8, of which 8 are free. Run fewer at once (--concurrency 1 fits), or raise the limit of the role',
  );
  await place.sql.unsafe(`
    alter role few connection limit -1; alter database "${database}" connection limit 5`);
  await expect(start(1)).rejects.toThrow(
    /The database allows 5, of which \d are free\. Close other connections, or raise the limit of the database/,
  );
  await queue.close();
  await place.sql.unsafe(`
    alter database "${database}" connection limit -1; drop owned by few; drop role few`);
});

it('serves its health with the status 200, and 503 when it is not working', async () => {
  const port = await freePort();
  const { worker, drain, stopped } = await place.start({ jobs: [letters], health: { port } });
  await expect.poll(async () => (await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);
  const response = await fetch(`http://127.0.0.1:${port}/`);
  expect(await response.json()).toMatchObject({
    isHealthy: true,
    state: 'running',
    running: 0,
    concurrency: 4,
    blockedMs: 0,
    jobs: ['letters'],
    lastPollAt: expect.stringMatching(/^\d{4}-/) as string,
  });
  const refused = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST' });
  expect(refused.status).toBe(405);
  drain.abort();
  await stopped;
  expect(worker.health()).toMatchObject({ state: 'stopped' });
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow('fetch failed');
});

it('refuses to start where its health cannot be served', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const address = taken.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const worker = new Worker({ queue: place.queue, jobs: [letters], health: { port } });
  await expect(worker.run({ drain: new AbortController().signal })).rejects.toMatchObject({
    code: 'HEALTH_PORT_UNUSABLE',
    message: expect.stringContaining(
      `127.0.0.1:${port} (EADDRINUSE). Choose another port.`,
    ) as string,
  });
  taken.close();
  // Reserved for documentation: no machine has it.
  const elsewhere = new Worker({
    ...{ queue: place.queue, jobs: [letters], health: { port: 0, host: '192.0.2.1' } },
  });
  await expect(elsewhere.run({ drain: new AbortController().signal })).rejects.toMatchObject({
    message: expect.stringContaining(
      '192.0.2.1:0 (EADDRNOTAVAIL). Choose another address to listen at.',
    ) as string,
  });
});

it('starts a service, and starts it again when it rejects', async () => {
  let starts = 0;
  const service = {
    name: 'counter',
    run: async (signal: AbortSignal): Promise<void> => {
      starts += 1;
      if (starts === 1) throw new Error('once');
      await once(signal, 'abort');
    },
  };
  const { log, drain, stopped } = await place.start({ jobs: [letters], services: [service] });
  await expect.poll(() => starts).toBe(2);
  expect(log).toContainEqual({
    event: 'worker.service.failed',
    context: expect.objectContaining({ service: 'counter' }) as object,
  });
  drain.abort();
  await stopped;
});

it('serves a queue of another kind beside its jobs, also while all runs are taken', async () => {
  const { queue } = place;
  await queue.boss.createQueue('beside', { policy: 'standard' });
  const done: unknown[] = [];
  const lane = {
    queue: 'beside',
    takesSlot: false,
    deliver: async ({
      id,
      retryCount,
      data,
    }: {
      id: string;
      retryCount: number;
      data: unknown;
    }) => {
      await queue.boss.complete('beside', { id, retryCount });
      done.push(data);
    },
  };
  await place.start({ jobs: [letters], lanes: [lane], concurrency: 1 });
  await queue.boss.send('beside', { tick: 1 });
  await expect.poll(() => done).toEqual([{ tick: 1 }]);
});
