/** What asks for a run. */
export const runTriggers = [
  'command',
  'schedule',
  'watch',
  'console',
  'queue',
  'rerun',
  'replay',
] as const;

/** What asked for a run. */
export type RunTrigger = (typeof runTriggers)[number];
