import type { WireRunSummary } from '../../../../src/wire/runs.js';

/** The words for what requested a run. */
export const triggerWords: Readonly<Record<NonNullable<WireRunSummary['trigger']>, string>> = {
  command: 'command line',
  schedule: 'schedule',
  watch: 'watched folder',
  console: 'console',
  queue: 'queue',
  rerun: 'run again',
  replay: 'replay',
};
