import { blackHole, OwnServer, refusal } from '@wdh/fault-injection';
import { expect, inject, test } from 'vitest';
import { aftermathOf, eachOnce } from '../../support/aftermath.js';
import { QueuePlace } from '../../support/queue-place.js';

const silence = blackHole(() => 0);

/** Silence lasts until the deadline of each wait: not in the gate. */
const losses = [
  { loss: 'resets', fault: refusal(), tags: [] },
  { loss: 'silence', fault: silence, tags: ['full'] },
];

for (const { loss, fault: network, tags } of losses) {
  test(
    `Q03 a worker is cut from the database by ${loss} in the middle of its runs: another one repeats them, and the first works on when the network is back`,
    { tags },
    async () => {
      await using place = await QueuePlace.open(inject('serverUrl'));
      const proxy = await place.startProxy();
      const cutOff = await place.startWorker({ connectionUrl: proxy.url, drainMs: 1_000 });
      await place.submit(3, { gate: place.gate() });
      await place.untilRunning(3);
      const fault = proxy.inject(network);
      if (network !== silence) proxy.cut();
      await place.lapseClaims();
      const other = await place.startWorker();
      await place.openGate();
      await place.untilIdle();
      fault.expectFired();
      other.signal('SIGTERM');
      expect(await other.end(60_000)).toMatchObject({ code: 0 });
      fault.lift();
      await place.submit(1);
      await place.untilIdle();
      cutOff.signal('SIGTERM');
      expect(await cutOff.end(60_000)).toMatchObject({ code: 0 });
      expect(await aftermathOf(place.sql)).toEqual(eachOnce(4));
    },
  );
}

test('Q03 the server is restarted immediately in the middle of runs: the workers reconnect, and each effect is stored once', async () => {
  await using server = await OwnServer.start({ version: inject('serverVersion') });
  await using place = await QueuePlace.of(await server.createDatabase('queue_test'));
  const workers = [await place.startWorker(), await place.startWorker()];
  await place.submit(6, { gate: place.gate() });
  await place.untilRunning(6);
  await server.stop('immediate');
  await server.start();
  await place.openGate();
  await place.submit(20);
  await place.untilIdle();
  for (const worker of workers) {
    worker.signal('SIGTERM');
    expect(await worker.end(60_000)).toMatchObject({ code: 0 });
  }
  expect(await aftermathOf(place.sql)).toEqual(eachOnce(26));
});
