import type { ConsoleParts } from '../console-parts.js';
import type { Route } from '../http/route.js';
import { actionRoutes } from './actions/action-routes.js';
import { budgetRoutes } from './budgets/budget-routes.js';
import { eventRoutes } from './events/event-routes.js';
import { jobRoutes } from './jobs/job-routes.js';
import { overviewRoutes } from './overview/overview-routes.js';
import { qualityRoutes } from './quality/quality-routes.js';
import { queueRoutes } from './queue/queue-routes.js';
import { rejectRoutes } from './rejects/reject-routes.js';
import { runDetailsRoutes } from './run/run-details-routes.js';
import { runRoutes } from './runs/run-routes.js';
import { sessionRoutes } from './session/session-routes.js';

/** Returns the whole API of the console. */
export function routes(parts: ConsoleParts): readonly Route[] {
  return [
    ...sessionRoutes(parts),
    ...overviewRoutes(parts),
    ...jobRoutes(parts),
    ...runRoutes(parts),
    ...runDetailsRoutes(parts),
    ...eventRoutes(parts),
    ...rejectRoutes(parts),
    ...qualityRoutes(parts),
    ...actionRoutes(parts),
    ...queueRoutes(parts),
    ...budgetRoutes(parts),
  ];
}
