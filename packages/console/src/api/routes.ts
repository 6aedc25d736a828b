import type { ConsoleParts } from '../console-parts.js';
import type { Route } from '../http/route.js';
import { jobRoutes } from './jobs/job-routes.js';
import { overviewRoutes } from './overview/overview-routes.js';
import { qualityRoutes } from './quality/quality-routes.js';
import { runRoutes } from './runs/run-routes.js';
import { sessionRoutes } from './session/session-routes.js';

/** Returns the whole API of the console. */
export function routes(parts: ConsoleParts): readonly Route[] {
  return [
    ...sessionRoutes(parts),
    ...overviewRoutes(parts),
    ...jobRoutes(parts),
    ...runRoutes(parts),
    ...qualityRoutes(parts),
  ];
}
