import { redactedMarker } from './secrets/marker.js';

/** Fields in which drivers, parsers and validators store the failed statement or the invalid data. */
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
 * Returns whether an object has an SQLSTATE, such as a copy of a driver's error.
 *
 * @see https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
export function hasSqlState(value: object): boolean {
  return 'code' in value && isSqlState(value.code);
}

/** Returns whether a field of an error contains data: cell values, statements, parameters, input. */
export function isDataField(key: string): boolean {
  return dataFields.has(key);
}

/** Removes the cell value from a position such as `COPY t, line 3, column id: "x"`. */
export function redactPosition(where: string): string {
  const value = where.indexOf(': "');
  return value === -1 ? where : `${where.slice(0, value)}: ${redactedMarker}`;
}

/**
 * Removes data from the message of an error: values quoted by SQLSTATE class 22 (data exception),
 * PostgreSQL's detail if it was added to the message, the statement that drizzle repeats, and the
 * received value of validators.
 *
 * Runs in linear time. Data without an end, such as in a truncated message, are hidden to the end
 * of the message.
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

/** Hides the text between the bracket at `opening` and the last closing one. */
function hideInBrackets(message: string, opening: number): string {
  if (message[opening] !== '(') return message;
  const closing = message.lastIndexOf(')');
  const rest = closing > opening ? message.slice(closing) : '';
  return message.slice(0, opening + 1) + redactedMarker + rest;
}

/** Hides the text from the quote at `opening` to the last one, including the quotes. */
function hideQuoted(message: string, opening: number): string {
  if (opening < 0) return message;
  const closing = Math.max(message.lastIndexOf('"'), message.lastIndexOf("'"));
  const rest = closing > opening ? message.slice(closing + 1) : '';
  return message.slice(0, opening) + redactedMarker + rest;
}

/** Returns the end of the first match of a pattern; -1 where there is none. */
function endOf(pattern: RegExp, text: string): number {
  const found = pattern.exec(text);
  return found === null ? -1 : found.index + found[0].length;
}

/** Keeps the frames of a stack: the lines above them repeat the message. */
export function framesOf(stack: string): readonly string[] {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim());
}

function isSqlState(code: unknown): code is string {
  return typeof code === 'string' && /^(?=.*\d)[0-9A-Z]{5}$/.test(code);
}
