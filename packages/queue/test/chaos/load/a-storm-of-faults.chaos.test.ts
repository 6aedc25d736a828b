import fc from 'fast-check';
import { expect, inject, test } from 'vitest';
import { aftermathOf, eachOnce } from '../../support/aftermath.js';
import { QueuePlace } from '../../support/queue-place.js';
import { storm } from '../../support/storm.js';

const seed = (): number => fc.readConfigureGlobal().seed ?? 0;

test('Q01 workers are killed and frozen during 100 runs, 4 processes, and healthy ones lose their claims: each effect once', async () => {
  await using place = await QueuePlace.open(inject('serverUrl'));
  await storm(place, { runs: 100, workers: 4, faults: 3, seed: seed() });
  expect(await aftermathOf(place.sql)).toEqual(eachOnce(100));
});

test(
  'Q01 workers are killed and frozen at random moments of 1,000 runs, 4 processes: 1,000 effects, and no orphan is left',
  { tags: ['full'], timeout: 900_000 },
  async () => {
    await using place = await QueuePlace.open(inject('serverUrl'));
    const onFault = () => Promise.resolve();
    await storm(place, { runs: 1_000, workers: 4, faults: 12, seed: seed(), onFault });
    expect(await aftermathOf(place.sql)).toEqual(eachOnce(1_000));
  },
);
