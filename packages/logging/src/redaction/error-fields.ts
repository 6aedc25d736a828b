import { redactedMarker } from './secrets/marker.js';

/** Fields in which drivers, parsers and validators keep the statement or the data at fault. */
const dataFields = new Set([
  'args',
  'detail',
  'input',
  'internal_query',
  'internalQuery',
  'parameters',
  'params',
  'query',
  'received',
  'record',
  'row',
  'spawnargs',
  'value',
  'values',
]);

/**
 * Tells whether an object carries an SQLSTATE, such as a copy of a driver's error.
 *
 * @see https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
export function hasSqlState(value: object): boolean {
  return 'code' in value && isSqlState(value.code);
}

/** Tells whether a field of an error holds data: cell values, statements, parameters, input. */
export function isDataField(key: string): boolean {
  return dataFields.has(key);
}

/** Takes the cell value out of a position such as `COPY t, line 3, column id: "x"`. */
export function redactPosition(where: string): string {
  const value = where.indexOf(': "');
  return value === -1 ? where : `${where.slice(0, value)}: ${redactedMarker}`;
}

/**
 * Takes data out of the message of an error: what class 22 of SQLSTATE (data exception) quotes, the
 * detail of PostgreSQL where somebody has put it there, the statement that drizzle repeats, and what
 * validators say they received.
 *
 * Takes time in proportion to the message. Data without an end, as where the message was cut, are
 * hidden to the end of the message.
 */
export function redactErrorMessage(message: string, code: unknown): string {
  const statement = 'Failed query: ';
  if (message.startsWith(statement)) return statement + redactedMarker;
  const isDataException = isSqlState(code) && code.startsWith('22');
  let redacted = isDataException ? hideQuoted(message, message.search(/"/)) : message;
  const key = redacted.search(/\bKey \(/);
  if (key !== -1) redacted = hideInBrackets(redacted, redacted.indexOf(')=(', key) + 2);
  redacted = hideInBrackets(redacted, endOf(/\bFailing row contains \(/, redacted) - 1);
  return hideQuoted(redacted, endOf(/\breceived ["']/, redacted) - 1);
}

/** Hides what stands between the bracket at `opening` and the last one that closes. */
function hideInBrackets(message: string, opening: number): string {
  if (message[opening] !== '(') return message;
  const closing = message.lastIndexOf(')');
  const rest = closing > opening ? message.slice(closing) : '';
  return message.slice(0, opening + 1) + redactedMarker + rest;
}

/** Hides what stands between the quote at `opening` and the last one, quotes included. */
function hideQuoted(message: string, opening: number): string {
  if (opening < 0) return message;
  const closing = Math.max(message.lastIndexOf('"'), message.lastIndexOf("'"));
  const rest = closing > opening ? message.slice(closing + 1) : '';
  return message.slice(0, opening) + redactedMarker + rest;
}

/** Returns where the first match of a pattern ends; -1 where there is none. */
function endOf(pattern: RegExp, text: string): number {
  const found = pattern.exec(text);
  return found === null ? -1 : found.index + found[0].length;
}

/** Keeps the frames of a stack: what stands above them repeats the message. */
export function framesOf(stack: string): readonly string[] {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim());
}

function isSqlState(code: unknown): code is string {
  return typeof code === 'string' && /^(?=.*\d)[0-9A-Z]{5}$/.test(code);
}
