/**
 * Runs before each file of chaos tests: all random choices are derived from one seed.
 *
 * `CHAOS_SEED` repeats a run, `CHAOS_RUNS` sets the number of examples of a property (100). Tests
 * derive other random values from `fc.readConfigureGlobal().seed`. A failing test prints the seed.
 */
import { randomInt } from 'node:crypto';
import { readEnvironment } from '@wdh/config';
import fc from 'fast-check';
import { afterEach } from 'vitest';

const { CHAOS_SEED = '', CHAOS_RUNS = '' } = readEnvironment();

const seed = CHAOS_SEED === '' ? randomInt(2 ** 31) : Number(CHAOS_SEED);

fc.configureGlobal({ seed, numRuns: CHAOS_RUNS === '' ? 100 : Number(CHAOS_RUNS) });

afterEach(({ task: { name, result } }) => {
  if (result?.state === 'fail') console.error(`CHAOS_SEED=${seed} repeats: ${name}`);
});
