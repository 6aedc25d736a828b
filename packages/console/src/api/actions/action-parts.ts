import type { ConsoleParts } from '../../console-parts.js';

/** What the actions of visitors work with. */
export type ActionParts = Pick<
  ConsoleParts,
  'runs' | 'project' | 'queue' | 'database' | 'uploadLimitBytes' | 'launcher' | 'audit'
>;
