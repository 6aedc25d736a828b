/** What can request a run. */
export const runTriggers = [
  'command',
  'schedule',
  'watch',
  'console',
  'queue',
  'rerun',
  'replay',
] as const;

/** What requested a run. */
export type RunTrigger = (typeof runTriggers)[number];
