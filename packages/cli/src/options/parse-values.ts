import { InvalidArgumentError } from 'commander';

/** Reads a share from 0 to 1. */
export function parseShare(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 1)) {
    throw new InvalidArgumentError('Expected a share from 0 to 1, such as 0.1.');
  }
  return value;
}

/** Reads the path of a local file. */
export function parseFilePath(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('Expected the path of a file.');
  if (text === '-' || /^(?:jdbc:)?[a-z][a-z\d+.-]+:\/\//i.test(text)) {
    const advice = 'Expected the path of a local file: neither - nor a URL is supported.';
    throw new InvalidArgumentError(advice);
  }
  return text;
}

/** Adds `name=value` to the parameters given so far; a value that is JSON is taken as such. */
export function addParam(
  text: string,
  given: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  const at = text.indexOf('=');
  const name = text.slice(0, at);
  if (at < 1) throw new InvalidArgumentError('Expected name=value, such as day=2026-01-31.');
  if (Object.hasOwn(given, name)) {
    throw new InvalidArgumentError(`The parameter ${name} was given twice.`);
  }
  return { ...given, [name]: jsonOrText(text.slice(at + 1)) };
}

/** Numbers, true, false, null, lists and objects are JSON; everything else is a text. */
function jsonOrText(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    // A number that JavaScript would change, such as 007 or 12345678901234567890, stays a text.
    return typeof value === 'number' && String(value) !== text ? text : value;
  } catch {
    return text;
  }
}
