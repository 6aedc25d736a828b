import type { ConsoleOptions } from '../console-options.js';
import type { Route } from '../http/route.js';
import { jobRoutes } from './jobs/job-routes.js';
import { overviewRoutes } from './overview/overview-routes.js';
import { qualityRoutes } from './quality/quality-routes.js';
import { runRoutes } from './runs/run-routes.js';

/** Returns the whole API of the console. */
export function routes(options: ConsoleOptions): readonly Route[] {
  return [
    ...overviewRoutes(options),
    ...jobRoutes(options),
    ...runRoutes(options),
    ...qualityRoutes(options),
  ];
}
