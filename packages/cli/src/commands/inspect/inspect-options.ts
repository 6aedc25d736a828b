import type { ReadingOptions } from '../../reading/reading-options.js';

/** The options of `wdh inspect`. */
export interface InspectOptions extends ReadingOptions {
  readonly ddl?: boolean;
  readonly drizzle?: boolean;
  readonly valibot?: boolean;
  readonly table?: string;
}
