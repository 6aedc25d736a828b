/** Statuses of a run that has not ended. */
export const openStatuses = ['queued', 'running'] as const;

/** Statuses of a run that has ended, which do not change again. */
export const endStatuses = [
  'success',
  'failed',
  'skipped',
  'rehearsed',
  'cancelled',
  'abandoned',
] as const;

/** Status of a run. */
export type RunStatus = (typeof openStatuses)[number] | (typeof endStatuses)[number];
