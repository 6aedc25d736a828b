/**
 * Runs before each file of chaos tests: what is random in them comes from one seed.
 *
 * `CHAOS_SEED` repeats a run, `CHAOS_RUNS` says how many examples a property tries (200). A property
 * that fails prints its seed; other tests draw from `fc.readConfigureGlobal().seed`.
 */
import { randomInt } from 'node:crypto';
import { readEnvironment } from '@wdh/config';
import fc from 'fast-check';

const { CHAOS_SEED = '', CHAOS_RUNS = '' } = readEnvironment();

fc.configureGlobal({
  seed: CHAOS_SEED === '' ? randomInt(2 ** 31) : Number(CHAOS_SEED),
  numRuns: CHAOS_RUNS === '' ? 200 : Number(CHAOS_RUNS),
});
