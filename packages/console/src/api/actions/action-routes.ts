import type { Route } from '../../http/route.js';
import type { ActionParts } from './action-parts.js';
import { inputRoutes } from './input-routes.js';
import { launchRoutes } from './launch-routes.js';
import { selectionRoutes } from './selection-routes.js';

/** Returns the routes of what visitors do with runs. */
export function actionRoutes(parts: ActionParts): readonly Route[] {
  return [...launchRoutes(parts), ...selectionRoutes(parts), ...inputRoutes(parts)];
}
