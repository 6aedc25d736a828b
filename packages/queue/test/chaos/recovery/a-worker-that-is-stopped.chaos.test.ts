import { expect, inject, test } from 'vitest';
import { aftermathOf, eachOnce } from '../../support/aftermath.js';
import { QueuePlace } from '../../support/queue-place.js';

test('Q10 a worker receives SIGTERM: it finishes its runs, and takes no more', async () => {
  await using place = await QueuePlace.open(inject('serverUrl'));
  const worker = await place.startWorker({ concurrency: 2 });
  await place.submit(2, { gate: place.gate() });
  await place.untilRunning(2);
  worker.signal('SIGTERM');
  await worker.untilPrinted('worker.draining');
  await place.submit(2);
  await place.openGate();
  expect(await worker.end(60_000)).toMatchObject({ code: 0 });
  expect(await aftermathOf(place.sql)).toMatchObject({
    rows: 6,
    runs: ['queued 2', 'success 2'],
    jobs: ['run/effects created 2', 'run/effects completed 2'],
  });
  await place.startWorker();
  await place.untilIdle();
  expect(await aftermathOf(place.sql)).toEqual(eachOnce(4));
});

test('Q10 a draining worker reaches its limit: it gives its runs back, and another one has them at once', async () => {
  await using place = await QueuePlace.open(inject('serverUrl'));
  const worker = await place.startWorker({ concurrency: 2, drainMs: 500 });
  await place.submit(2, { gate: place.gate() });
  await place.untilRunning(2);
  worker.signal('SIGTERM');
  expect(await worker.end(60_000)).toMatchObject({ code: 0 });
  const [active] = await place.sql`select from wdh_queue.job where state = 'active'`;
  expect(active).toBeUndefined();
  await place.openGate();
  await place.startWorker();
  await place.untilIdle();
  expect(await aftermathOf(place.sql)).toEqual(eachOnce(2));
});

test('Q10 a draining worker receives a second SIGTERM: it ends at once, and its runs are repeated elsewhere', async () => {
  await using place = await QueuePlace.open(inject('serverUrl'));
  const worker = await place.startWorker({ concurrency: 2, drainMs: 600_000 });
  await place.submit(2, { gate: place.gate() });
  await place.untilRunning(2);
  worker.signal('SIGTERM');
  await worker.untilPrinted('worker.draining');
  worker.signal('SIGTERM');
  expect(await worker.end(60_000)).toMatchObject({ code: 143 });
  await place.openGate();
  await place.lapseClaims();
  await place.startWorker();
  await place.untilIdle();
  expect(await aftermathOf(place.sql)).toEqual(eachOnce(2));
});
