import { untilTrue } from '@wdh/fault-injection';
import { expect, inject, test } from 'vitest';
import { aftermathOf, eachOnce } from '../../support/aftermath.js';
import { QueuePlace } from '../../support/queue-place.js';

async function heartbeatOf({ sql }: QueuePlace): Promise<{ beat: Date; started: Date } | null> {
  const [found] = await sql<{ beat: Date; started: Date }[]>`
    select heartbeat_on as beat, started_on as started from wdh_queue.job where state = 'active'`;
  return found ?? null;
}

test(
  'Q06 the event loop is blocked for longer than the heartbeat: the worker keeps its claim, and the run succeeds at its first delivery',
  { tags: ['full'] },
  async () => {
    await using place = await QueuePlace.open(inject('serverUrl'));
    const worker = await place.startWorker();
    await place.startWorker();
    const [id = ''] = await place.submit(1, { gate: place.gate(), isBlocking: true });
    const hasOutlived = async (): Promise<boolean> => {
      const found = await heartbeatOf(place);
      return found !== null && found.beat.getTime() - found.started.getTime() > 32_000;
    };
    await untilTrue(hasOutlived, 120_000, 'a heartbeat after the claim would have lapsed');
    await place.openGate();
    await place.untilIdle();
    expect(await place.deliveriesOf(id)).toBe(1);
    expect(await aftermathOf(place.sql)).toEqual(eachOnce(1));
    expect(worker.hasEnded).toBe(false);
  },
);

test('Q06 the event loop is blocked: the heartbeat of its run continues', async () => {
  await using place = await QueuePlace.open(inject('serverUrl'));
  await place.startWorker();
  await place.submit(1, { gate: place.gate(), isBlocking: true });
  const hasBeaten = async (): Promise<boolean> => {
    const found = await heartbeatOf(place);
    return found !== null && found.beat > found.started;
  };
  await untilTrue(hasBeaten, 60_000, 'a heartbeat');
  await place.openGate();
  await place.untilIdle();
  expect(await aftermathOf(place.sql)).toEqual(eachOnce(1));
});
