import { call } from '@wdh/fault-injection';
import { expect, inject, test } from 'vitest';
import { aftermathOf, eachOnce } from '../../support/aftermath.js';
import { momentBetween, momentsBeforeCommit, momentsOfCommit } from '../../support/moments.js';
import { QueuePlace } from '../../support/queue-place.js';

test.each([...momentsBeforeCommit, momentBetween, ...momentsOfCommit])(
  'Q01 a worker is killed (SIGKILL) %s: the rows of the run are stored once',
  async (_moment, when) => {
    await using place = await QueuePlace.open(inject('serverUrl'));
    const proxy = await place.startProxy();
    const worker = await place.startWorker({ connectionUrl: proxy.url });
    const fault = proxy.inject(
      call(when(), () => {
        worker.signal('SIGKILL');
        proxy.cut();
      }),
      { times: 1 },
    );
    await place.submit(1);
    expect(await worker.end(60_000)).toMatchObject({ signal: 'SIGKILL' });
    fault.expectFired();
    await place.lapseClaims();
    await place.startWorker();
    await place.untilIdle();
    expect(await aftermathOf(place.sql)).toEqual(eachOnce(1));
  },
);
