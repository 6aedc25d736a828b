import { inspect } from 'node:util';
import winston from 'winston';
import { entryOf, lineKey } from './entry-info.js';

/** Codes of the colours that every terminal has (ECMA-48, SGR). */
const colorCodes = { gray: 90, cyan: 36, debug: 90, info: 32, warn: 33, error: 31 } as const;

function paint(text: string, color: keyof typeof colorCodes): string {
  return `\u001B[${colorCodes[color]}m${text}\u001B[39m`;
}

/** Turns characters that a terminal would obey into their escapes: no entry moves the cursor. */
function escapeControls(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Writes entries for people, on one line unless the context is large; optionally in colour. */
export const prettyLine = winston.format((info, options) => {
  const { colors } = options as { readonly colors: boolean };
  const { timestamp, level, logger, event, context } = entryOf(info);
  const style = colors ? paint : (text: string) => text;
  const parts = [
    style(timestamp, 'gray'),
    style(level.toUpperCase().padEnd(5), level),
    style(escapeControls(logger), 'cyan'),
    escapeControls(event),
  ];
  if (Object.keys(context).length > 0) {
    parts.push(inspect(context, { colors, depth: null, breakLength: Infinity }));
  }
  info[lineKey] = parts.join(' ');
  return info;
});
