import {
  cut,
  lostReply,
  onConnectionOf,
  onReply,
  onStatement,
  refusal,
  type NetworkFault,
} from '@wdh/fault-injection';
import { expect, inject, test } from 'vitest';
import { aftermathOf, eachOnce } from '../../support/aftermath.js';
import { QueuePlace } from '../../support/queue-place.js';

const copied = onReply('COPY');
const onCommit = onConnectionOf(copied, onStatement(/^commit/i));

const losses: readonly (readonly [string, () => NetworkFault])[] = [
  [
    'the reply to COMMIT is lost (reset)',
    () => lostReply('cut', onConnectionOf(copied, onReply('COMMIT'))),
  ],
  [
    'the reply to COMMIT is lost (silence)',
    () => lostReply('silence', onConnectionOf(copied, onReply('COMMIT'))),
  ],
  ['COMMIT itself is lost (reset)', () => cut(onCommit)],
];

test.each(losses)(
  'Q04 %s and the job is handed out again: the run succeeds once, and the worker works on',
  async (_name, loss) => {
    await using place = await QueuePlace.open(inject('serverUrl'));
    const proxy = await place.startProxy();
    const worker = await place.startWorker({ connectionUrl: proxy.url, concurrency: 1 });
    const fault = proxy.inject(loss(), { times: 1 });
    await place.submit(1);
    await fault.fired;
    await place.lapseClaims();
    await place.lapseCompletions();
    await place.submit(3);
    await place.untilIdle();
    worker.signal('SIGTERM');
    expect(await worker.end(60_000)).toMatchObject({ code: 0 });
    expect(await aftermathOf(place.sql)).toEqual(eachOnce(4));
  },
);

test('Q04 the reply to COMMIT is lost, and the server cannot be reached to look it up: the success of the run stays', async () => {
  await using place = await QueuePlace.open(inject('serverUrl'));
  const proxy = await place.startProxy();
  const worker = await place.startWorker({ connectionUrl: proxy.url });
  const committed = onConnectionOf(copied, onReply('COMMIT'));
  const fault = proxy.inject(lostReply('cut', committed), { times: 1 });
  const unreachable = fault.fired.then(() => proxy.inject(refusal()));
  await place.submit(1);
  const refused = await unreachable;
  proxy.cut();
  await worker.untilPrinted('COMMIT_UNKNOWN', 60_000);
  refused.lift();
  await place.submit(1);
  await place.untilIdle();
  worker.signal('SIGTERM');
  expect(await worker.end(60_000)).toMatchObject({ code: 0 });
  expect(await aftermathOf(place.sql)).toEqual(eachOnce(2));
});
