import type { LogEntry } from './log-entry.js';
import type { LogContext, Logger, LogLevel } from './logger.js';
import { PlainCopy } from './redaction/plain-copy.js';
import { joinFields, type PlainObject } from './redaction/plain.js';
import { redactName } from './redaction/redact-text.js';
import { redactSecretsAcross } from './redaction/secrets/secrets-across.js';

/** The sink of entries, and the levels that are written. */
export interface EntrySink {
  readonly isEnabled: (level: LogLevel) => boolean;
  readonly write: (entry: LogEntry) => void;
}

/** A logger with a name and bound facts, which passes entries to a sink. */
export class BoundLogger implements Logger {
  readonly #sink: EntrySink;
  readonly #name: string;
  readonly #bound: PlainObject;

  constructor(sink: EntrySink, name: string, bound: PlainObject) {
    this.#sink = sink;
    this.#name = name;
    this.#bound = bound;
  }

  debug(event: string, context?: LogContext): void {
    this.#log('debug', event, context);
  }

  info(event: string, context?: LogContext): void {
    this.#log('info', event, context);
  }

  warn(event: string, context?: LogContext): void {
    this.#log('warn', event, context);
  }

  error(event: string, context?: LogContext): void {
    this.#log('error', event, context);
  }

  bind(context: LogContext): Logger {
    const bound = joinFields(this.#bound, new PlainCopy().copyFields(context));
    return new BoundLogger(this.#sink, this.#name, bound);
  }

  #log(level: LogLevel, event: string, context: LogContext = {}): void {
    if (!this.#sink.isEnabled(level)) return;
    const redacted = redactSecretsAcross({
      event: redactEvent(event),
      context: joinFields(this.#bound, new PlainCopy().copyFields(context)),
    });
    this.#sink.write({
      timestamp: new Date().toISOString(),
      level,
      logger: redactName(this.#name),
      ...redacted,
    });
  }
}

/** JavaScript callers may pass any value. */
function redactEvent(event: unknown): string {
  if (typeof event === 'string') return redactName(event);
  const plain = new PlainCopy().copy(event);
  return typeof plain === 'string' ? plain : JSON.stringify(plain);
}
