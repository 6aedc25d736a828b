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
  return where.replace(/: "[^]*$/, `: ${redactedMarker}`);
}

/**
 * Takes data out of the message of an error: what class 22 of SQLSTATE (data exception) quotes, the
 * detail of PostgreSQL where somebody has put it there, the statement that drizzle repeats, and what
 * validators say they received.
 */
export function redactErrorMessage(message: string, code: unknown): string {
  const isDataException = isSqlState(code) && code.startsWith('22');
  return (isDataException ? message.replace(/"[^]*"/, redactedMarker) : message)
    .replace(/(\bKey \([^)]*\)=\()[^]*(?=\))/, `$1${redactedMarker}`)
    .replace(/(\bFailing row contains \()[^]*(?=\))/, `$1${redactedMarker}`)
    .replace(/^(Failed query: )[^]*$/, `$1${redactedMarker}`)
    .replace(/(\breceived )["'][^]*["']/, `$1${redactedMarker}`);
}

/** Keeps the frames of a stack: what stands above them repeats the message. */
export function framesOf(stack: string): string {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim())
    .join('\n');
}

function isSqlState(code: unknown): code is string {
  return typeof code === 'string' && /^(?=.*\d)[0-9A-Z]{5}$/.test(code);
}
