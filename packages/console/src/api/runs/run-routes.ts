import type { ConsoleOptions } from '../../console-options.js';
import type { Route } from '../../http/route.js';

/** Returns the routes of runs. */
export function runRoutes({ runs }: ConsoleOptions): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/runs',
      role: 'viewer',
      answer: ({ req }) => runs.listRuns({ cursor: req.query('cursor') }),
    },
  ];
}
