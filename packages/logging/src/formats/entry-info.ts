import type winston from 'winston';
import type { LogEntry } from '../log-entry.js';

/** The key under which winston's transports expect the formatted line. */
export const lineKey: unique symbol = Symbol.for('message');

/** Wraps an entry for winston. */
export function infoOf(entry: LogEntry): winston.LogEntry {
  return { level: entry.level, message: entry.event, entry };
}

/** Returns the entry from the object that winston passes to a format. */
export function entryOf(info: winston.Logform.TransformableInfo): LogEntry {
  return info['entry'] as LogEntry;
}
