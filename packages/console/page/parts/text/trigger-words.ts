import type { WireRunSummary } from '../../../src/wire/runs.js';

/** What requested a run. */
export type Trigger = NonNullable<WireRunSummary['trigger']>;

/** The word for each trigger. */
export const triggerWords: Readonly<Record<Trigger, string>> = {
  command: 'Command',
  schedule: 'Schedule',
  watch: 'Watch',
  console: 'Console',
  queue: 'Queue',
  rerun: 'Re-run',
  replay: 'Replay',
};
