import winston from 'winston';
import { escapeControls } from './escape-controls.js';
import { entryOf, lineKey } from './entry-info.js';

/** Writes entries as one JSON object a line: timestamp, level, logger, event, context. */
export const jsonLine = winston.format((info) => {
  const { timestamp, level, logger, event, context } = entryOf(info);
  info[lineKey] = escapeControls(JSON.stringify({ timestamp, level, logger, event, context }));
  return info;
});
