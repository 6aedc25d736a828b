import type { WireRunSummary } from '../../../src/wire/runs.js';

/** What requested a run. */
export type Trigger = NonNullable<WireRunSummary['trigger']>;

/** The word for each trigger. */
export const triggerWords: Readonly<Record<Trigger, string>> = {
  command: 'Command line',
  schedule: 'Schedule',
  watch: 'Watched folder',
  console: 'Console',
  queue: 'Queue',
  rerun: 'Run again',
  replay: 'Replay',
};
