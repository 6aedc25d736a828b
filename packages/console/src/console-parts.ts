import type { Access } from './access/access.js';
import type { Audit } from './access/audit.js';
import type { ConsoleOptions } from './console-options.js';
import type { ConsoleOrigin } from './http/console-origin.js';
import type { Launcher } from './launch/launcher.js';
import type { Live } from './live/live.js';

/** What the routes of the API work with. */
export interface ConsoleParts extends ConsoleOptions {
  readonly access: Access;
  readonly audit: Audit;
  readonly origin: ConsoleOrigin;
  readonly live: Live;
  /** Null: this console only shows runs. */
  readonly launcher: Launcher | null;
}
