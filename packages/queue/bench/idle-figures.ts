import { setTimeout as sleep } from 'node:timers/promises';
import { call, NetworkProxy } from '@wdh/fault-injection';
import { type BenchPlace, processorSecondsOf } from './bench-place.js';
import { type Figure, figure } from './figure.js';

const seconds = 60;

/** What a worker without runs costs. */
export async function idleFigures(place: BenchPlace): Promise<readonly Figure[]> {
  // The statements are counted in one worker, the processor time is taken of another one.
  await using proxy = await NetworkProxy.start(place.url);
  const [counted] = await place.startWorkers(1, { connectionUrl: proxy.url });
  if (counted === undefined) throw new TypeError('One worker was started.');
  await sleep(5_000);
  const statements = proxy.inject(
    call(
      ({ message, fromServer }) =>
        !fromServer && (message?.type === 'Q' || message?.type === 'E') ? 0 : undefined,
      () => undefined,
    ),
  );
  const before = await processorSecondsOf(counted.pid);
  await sleep(seconds * 1_000);
  const used = (await processorSecondsOf(counted.pid)) - before;
  return [
    figure('idle worker: queries', statements.firedCount / seconds, '/s', { atMost: 2 }),
    figure('idle worker: share of a core', (100 * used) / seconds, '%', { atMost: 1 }),
  ];
}
