import type { LogLevel } from './logger.js';
import type { PlainObject } from './redaction/plain.js';

/** One line of a log, without secrets. */
export interface LogEntry {
  /** Time of the entry: ISO 8601 in UTC with milliseconds. */
  readonly timestamp: string;
  readonly level: LogLevel;
  /** Name of the logger. */
  readonly logger: string;
  /** Name of the event. */
  readonly event: string;
  /** The bound facts and those of the event. */
  readonly context: PlainObject;
}
