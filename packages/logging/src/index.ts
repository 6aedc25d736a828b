export { createLogging, type Logging, type LoggingOptions } from './create-logging.js';
export { escapeControls, escapeLines } from './formats/escape-controls.js';
export type { LogContext, Logger, LogLevel } from './logger.js';
export type { Plain, PlainObject } from './redaction/plain.js';
export { redact } from './redaction/redact.js';
export { registerSecret } from './redaction/secrets/registered-secrets.js';
export { LogFileError } from './transports/log-file-error.js';
