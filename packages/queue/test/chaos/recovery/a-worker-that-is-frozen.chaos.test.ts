import { call } from '@wdh/fault-injection';
import { describe, expect, inject, test } from 'vitest';
import { aftermathOf, eachOnce } from '../../support/aftermath.js';
import {
  type Moment,
  momentBetween,
  momentsBeforeCommit,
  momentsOfCommit,
} from '../../support/moments.js';
import { QueuePlace } from '../../support/queue-place.js';

async function processesOf({ sql }: QueuePlace, run: number): Promise<readonly number[]> {
  const found = await sql<{ id: number }[]>`
    select distinct process_id as id from effects where run = ${run}`;
  return found.map(({ id }) => id);
}

/** Starts a worker that is frozen once, at a moment of its first run. */
async function startFreezing(place: QueuePlace, [, when]: Moment) {
  const proxy = await place.startProxy();
  const frozen = await place.startWorker({ connectionUrl: proxy.url });
  const freeze = call(when(), () => frozen.signal('SIGSTOP'));
  return { frozen, fault: proxy.inject(freeze, { times: 1 }) };
}

describe('Q02', () => {
  test.each(momentsBeforeCommit)(
    'Q02 a worker is frozen %s beyond its heartbeat, and woken when another has done its run: it commits nothing, and works on',
    async (moment, when) => {
      await using place = await QueuePlace.open(inject('serverUrl'));
      const { frozen, fault } = await startFreezing(place, [moment, when]);
      await place.submit(1);
      await fault.fired;
      await place.lapseClaims();
      const other = await place.startWorker();
      await place.untilIdle();
      expect(await processesOf(place, 1)).toEqual([other.pid]);
      other.signal('SIGTERM');
      expect(await other.end(60_000)).toMatchObject({ code: 0 });
      frozen.signal('SIGCONT');
      await place.submit(1);
      await place.untilIdle();
      expect(await processesOf(place, 2)).toEqual([frozen.pid]);
      frozen.signal('SIGTERM');
      expect(await frozen.end(60_000)).toMatchObject({ code: 0 });
      expect(await aftermathOf(place.sql)).toEqual(eachOnce(2));
    },
  );

  test.each(momentsOfCommit)(
    'Q02 a worker is frozen %s, and woken: the run that it committed is not repeated',
    async (moment, when) => {
      await using place = await QueuePlace.open(inject('serverUrl'));
      const { frozen, fault } = await startFreezing(place, [moment, when]);
      await place.submit(1);
      await fault.fired;
      await place.untilIdle();
      await place.startWorker();
      frozen.signal('SIGCONT');
      frozen.signal('SIGTERM');
      expect(await frozen.end(60_000)).toMatchObject({ code: 0 });
      expect(await processesOf(place, 1)).toEqual([frozen.pid]);
      expect(await aftermathOf(place.sql)).toEqual(eachOnce(1));
    },
  );

  test('Q02 a worker is frozen between the completion of its job and COMMIT: the server ends its transaction, and the runs of all are recovered', async () => {
    await using place = await QueuePlace.open(inject('serverUrl'));
    const { frozen, fault } = await startFreezing(place, momentBetween);
    // The server's time limit of the transaction is that of the heartbeat.
    await place.submit(1, {}, { startAfter: new Date(Date.now() + 3_600_000) });
    await place.shortenHeartbeats();
    await fault.fired;
    // Waits for the lock of the job, which the frozen transaction holds.
    await place.lapseClaims();
    const other = await place.startWorker();
    await place.untilIdle();
    frozen.signal('SIGCONT');
    frozen.signal('SIGTERM');
    expect(await frozen.end(60_000)).toMatchObject({ code: 0 });
    expect(await processesOf(place, 1)).toEqual([other.pid]);
    expect(await aftermathOf(place.sql)).toEqual(eachOnce(1));
  });
});
