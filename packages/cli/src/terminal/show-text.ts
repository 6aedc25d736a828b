import { escapeControls } from '@wdh/logging';
import { stylesIn } from './paint.js';

/**
 * Escapes control characters in each line of a text of several lines. The styles of `paint` are
 * kept where the output has colours, and otherwise removed.
 */
export function showText(text: string, hasColors = false): string {
  return text
    .split('\n')
    .map((line) => showLine(line, hasColors))
    .join('\n');
}

function showLine(line: string, hasColors: boolean): string {
  return line
    .split(stylesIn)
    .map((part, at) => (at % 2 === 0 ? escapeControls(part) : hasColors ? part : ''))
    .join('');
}
