import { createHash } from 'node:crypto';

/**
 * Hashes the options by which an input is read, so that reading it with other options can be
 * distinguished.
 *
 * Only options that differ from their defaults count: an explicit default has the same hash as an
 * omitted one, and an option that a later version adds changes no hash.
 */
export function optionsHash(
  settings: Readonly<Record<string, unknown>>,
  defaults: Readonly<Record<string, unknown>>,
): string {
  const given = Object.keys(settings)
    .filter((name) => settings[name] !== undefined)
    .filter((name) => canonical(settings[name]) !== canonical(defaults[name]))
    .toSorted();
  const text = given.map((name) => `${name}=${canonical(settings[name])}`).join('\n');
  return createHash('sha256').update(text).digest('hex');
}

/** Returns JSON with the properties of every object sorted by name. */
function canonical(value: unknown): string {
  if (value === undefined) return '';
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(
          Object.entries(part).toSorted(([left], [right]) => (left < right ? -1 : 1)),
        )
      : part,
  );
}
