import type { ConsoleOptions } from '../../console-options.js';
import { Refusal } from '../../http/refusal.js';
import type { Route } from '../../http/route.js';
import { readRun } from '../../live/read-run.js';

/** Returns the route of one run. */
export function runDetailsRoutes(options: ConsoleOptions): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/runs/:run',
      role: 'viewer',
      answer: async ({ req }) => {
        const run = await readRun(options, req.param('run') ?? '');
        if (run !== null) return run;
        throw new Refusal(
          404,
          'RUN_NOT_FOUND',
          'There is no such run. Its records may be deleted.',
        );
      },
    },
  ];
}
