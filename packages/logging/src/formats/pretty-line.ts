import { inspect } from 'node:util';
import type winston from 'winston';
import { loadWinston } from '../load-winston.js';
import type { LogEntry } from '../log-entry.js';
import { entryOf, lineKey } from './entry-info.js';
import { escapeControls } from './escape-controls.js';

type Format = ReturnType<typeof winston.format.json>;

/** Codes of the colours that every terminal supports (ECMA-48, SGR). */
const colorCodes = { gray: 90, cyan: 36, debug: 90, info: 32, warn: 33, error: 31 } as const;

function paint(text: string, color: keyof typeof colorCodes): string {
  return `\u001B[${colorCodes[color]}m${text}\u001B[39m`;
}

/**
 * Formats a context by `inspect`, and escapes the control characters that it leaves. Line breaks
 * and colours of `inspect` itself are kept: it escapes those of values, and indents every line that
 * is not a bracket.
 */
function showContext(context: LogEntry['context'], colors: boolean): string {
  return inspect(context, { colors, depth: null, breakLength: Infinity })
    .split(/(\n|\u001B\[\d+m)/)
    .map((part, at) => (at % 2 === 1 ? part : escapeControls(part)))
    .join('');
}

/** Writes entries for people, on one line unless the context is large; optionally in colour. */
export const prettyLine = ({ colors }: { readonly colors: boolean }): Format =>
  loadWinston().format((info) => {
    const { timestamp, level, logger, event, context } = entryOf(info);
    const style = colors ? paint : (text: string) => text;
    const parts = [
      style(timestamp, 'gray'),
      style(level.toUpperCase().padEnd(5), level),
      style(escapeControls(logger), 'cyan'),
      escapeControls(event),
    ];
    if (Object.keys(context).length > 0) {
      parts.push(showContext(context, colors));
    }
    info[lineKey] = parts.join(' ');
    return info;
  })();
