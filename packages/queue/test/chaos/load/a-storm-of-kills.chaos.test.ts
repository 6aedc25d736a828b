import fc from 'fast-check';
import { expect, inject, test } from 'vitest';
import { aftermathOf, eachOnce } from '../../support/aftermath.js';
import { QueuePlace } from '../../support/queue-place.js';
import { storm } from '../../support/storm.js';

const seed = (): number => fc.readConfigureGlobal().seed ?? 0;

test('Q01 workers are killed during 100 runs, 4 processes, and healthy ones lose their claims: each effect once', async () => {
  await using place = await QueuePlace.open(inject('serverUrl'));
  await storm(place, { runs: 100, workers: 4, kills: 3, seed: seed() });
  expect(await aftermathOf(place.sql)).toEqual(eachOnce(100));
});

test(
  'Q01 workers are killed at random moments of 1,000 runs, 4 processes: 1,000 effects, and the last orphan is done by itself',
  { tags: ['full'], timeout: 900_000 },
  async () => {
    await using place = await QueuePlace.open(inject('serverUrl'));
    const onKilled = () => Promise.resolve();
    await storm(place, { runs: 1_000, workers: 4, kills: 12, seed: seed(), onKilled });
    expect(await aftermathOf(place.sql)).toEqual(eachOnce(1_000));
  },
);
