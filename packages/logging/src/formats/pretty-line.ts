import { inspect } from 'node:util';
import winston from 'winston';
import type { LogLevel } from '../logger.js';
import { entryOf, lineKey } from './entry-info.js';

const colorOfLevel = { debug: 'gray', info: 'green', warn: 'yellow', error: 'red' } as const;

/** Turns characters that a terminal would obey into their escapes: no entry moves the cursor. */
function escapeControls(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

function paint(text: string, color: keyof typeof inspect.colors): string {
  const [on, off] = inspect.colors[color] ?? [0, 0];
  return `\u001B[${on}m${text}\u001B[${off}m`;
}

/** Writes entries for people, on one line unless the context is large; optionally in colour. */
export const prettyLine = winston.format((info, options) => {
  const { colors } = options as { readonly colors: boolean };
  const { timestamp, level, logger, event, context } = entryOf(info);
  const style = (text: string, color: keyof typeof inspect.colors): string =>
    colors ? paint(text, color) : text;
  const parts = [
    style(timestamp, 'gray'),
    style(level.toUpperCase().padEnd(5), colorOfLevel[level satisfies LogLevel]),
    style(escapeControls(logger), 'cyan'),
    escapeControls(event),
  ];
  if (Object.keys(context).length > 0) {
    parts.push(inspect(context, { colors, depth: null, breakLength: Infinity }));
  }
  info[lineKey] = parts.join(' ');
  return info;
});
