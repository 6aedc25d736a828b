import type winston from 'winston';
import { loadWinston } from '../load-winston.js';
import { entryOf, lineKey } from './entry-info.js';
import { escapeControls } from './escape-controls.js';

type Format = ReturnType<typeof winston.format.json>;

/** Writes entries as one JSON object per line: timestamp, level, logger, event, context. */
export const jsonLine = (): Format =>
  loadWinston().format((info) => {
    const { timestamp, level, logger, event, context } = entryOf(info);
    info[lineKey] = escapeControls(JSON.stringify({ timestamp, level, logger, event, context }));
    return info;
  })();
