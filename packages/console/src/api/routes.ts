import type { ConsoleOptions } from '../console-options.js';
import type { Route } from '../http/route.js';
import { runRoutes } from './runs/run-routes.js';

/** Returns the whole API of the console. */
export function routes(options: ConsoleOptions): readonly Route[] {
  return [...runRoutes(options)];
}
