import winston from 'winston';
import { entryOf, lineKey } from './entry-info.js';
import { escapeControls } from './escape-controls.js';

/** Writes entries as one JSON object per line: timestamp, level, logger, event, context. */
export const jsonLine = winston.format((info) => {
  const { timestamp, level, logger, event, context } = entryOf(info);
  info[lineKey] = escapeControls(JSON.stringify({ timestamp, level, logger, event, context }));
  return info;
});
