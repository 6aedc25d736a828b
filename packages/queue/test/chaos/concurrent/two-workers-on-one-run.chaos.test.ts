import { expect, inject, test } from 'vitest';
import { startProgram } from '../../programs/programs.js';
import { aftermathOf, eachOnce } from '../../support/aftermath.js';
import { QueuePlace } from '../../support/queue-place.js';

test('Q05 a healthy worker loses its claim in the middle of a run, and another one takes the run: one effect, and both work on', async () => {
  await using place = await QueuePlace.open(inject('serverUrl'));
  const workers = [await place.startWorker(), await place.startWorker()];
  for (let round = 0; round < 3; round += 1) {
    const [id = ''] = await place.submit(1, { gate: place.gate(`gate ${round}`) });
    await place.untilRunning(1);
    await place.untilDeliveredAgain(id);
    await place.openGate(`gate ${round}`);
    await place.untilIdle();
  }
  for (const worker of workers) {
    worker.signal('SIGTERM');
    expect(await worker.end(60_000)).toMatchObject({ code: 0 });
  }
  expect(await aftermathOf(place.sql)).toEqual(eachOnce(3));
});

test('Q05 a run is submitted with one key by four processes at once, ten times each: one run, one effect', async () => {
  await using place = await QueuePlace.open(inject('serverUrl'));
  const argument = { connectionUrl: place.url, key: 'the one', times: 10 };
  const submitters = Array.from({ length: 4 }, () => startProgram('submit-runs', argument));
  const ends = await Promise.all(submitters.map((submitter) => submitter.end(60_000)));
  expect(ends.map(({ stderr }) => stderr).join('')).toBe('');
  const outcomes = ends.flatMap(({ stdout }) => stdout.split('\n').slice(0, -1)).toSorted();
  expect(outcomes).toEqual([...Array.from({ length: 39 }, () => 'duplicate'), 'queued']);
  await place.startWorker();
  await place.untilIdle();
  expect(await aftermathOf(place.sql)).toEqual(eachOnce(1));
});
