import type { ServerComplaint } from '@wdh/postgres';
import { widthOf } from './width-of.js';

/** Most characters of a line that are shown around the place of an error. */
const shownCharacters = 100;

/** The line of a statement with the place of an error, and a marker under it. */
function markPlace(statement: string, position: number): readonly string[] {
  const characters = Array.from(statement);
  const at = Math.min(position - 1, characters.length);
  const before = characters.slice(0, at);
  const lineNumber = before.filter((character) => character === '\n').length + 1;
  const lineBegin = before.lastIndexOf('\n') + 1;
  const found = characters.indexOf('\n', at);
  const lineEnd = found === -1 ? characters.length : found;
  const begin = Math.max(lineBegin, at - shownCharacters / 2);
  const end = Math.min(lineEnd, begin + shownCharacters);
  const show = (from: number, to: number): string =>
    characters.slice(from, to).join('').replaceAll(/\s/g, ' ');
  const head = `LINE ${lineNumber}: ${begin > lineBegin ? '…' : ''}`;
  const indent = widthOf(`${head}${show(begin, at)}`);
  return [`${head}${show(begin, end)}${end < lineEnd ? '…' : ''}`, `${' '.repeat(indent)}^`];
}

/** Shows the server's complaint about a statement, in lines as psql does. */
export function showComplaint(complaint: ServerComplaint, statement: string): string {
  const { severity, sqlState, message, detail, hint, where, position } = complaint;
  return [
    `${severity} ${sqlState}: ${message}`,
    ...(position === null ? [] : markPlace(statement, position)),
    ...(detail === null ? [] : [`DETAIL: ${detail}`]),
    ...(hint === null ? [] : [`HINT: ${hint}`]),
    ...(where === null ? [] : [`CONTEXT: ${where}`]),
  ].join('\n');
}
