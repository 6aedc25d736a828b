import type winston from 'winston';
import type { LogEntry } from '../log-entry.js';

/** Under which winston's transports look for the finished line. */
export const lineKey: unique symbol = Symbol.for('message');

/** Wraps an entry for winston. */
export function infoOf(entry: LogEntry): winston.LogEntry {
  return { level: entry.level, message: entry.event, entry };
}

/** Takes the entry out of what winston hands to a format. */
export function entryOf(info: winston.Logform.TransformableInfo): LogEntry {
  return info['entry'] as LogEntry;
}
