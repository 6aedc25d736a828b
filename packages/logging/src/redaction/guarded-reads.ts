/** Stands in place of what throws when it is read. */
export const unreadable = '[Unreadable]';

/** Reads a property whatever its getter does. */
export function readProperty(value: object, key: string): unknown {
  try {
    return Reflect.get(value, key) as unknown;
  } catch {
    return unreadable;
  }
}

/** Reads a property that should be a text; empty when it is none. */
export function readText(value: object, key: string): string {
  const text = readProperty(value, key);
  return typeof text === 'string' ? text : '';
}

/**
 * Reads the own enumerable properties of an object.
 *
 * @throws What a proxy throws that does not even tell its keys.
 */
export function readEntries(value: object): Iterable<readonly [string, unknown]> {
  try {
    return Object.entries(value) as [string, unknown][];
  } catch {
    return readOneByOne(value);
  }
}

function* readOneByOne(value: object): Iterable<readonly [string, unknown]> {
  for (const key of Object.keys(value)) yield [key, readProperty(value, key)];
}

/** Reads a map, with keys that are objects by their position. */
export function* readMap(map: ReadonlyMap<unknown, unknown>): Iterable<readonly [string, unknown]> {
  let position = 0;
  for (const [key, value] of map) {
    position += 1;
    const isObject = (typeof key === 'object' && key !== null) || typeof key === 'function';
    yield [isObject ? `[key ${position}]` : String(key), value];
  }
}

/** Asks an object how it wants to be shown; itself when it does not say, or throws. */
export function callToJson(value: object): unknown {
  const toJson = readProperty(value, 'toJSON');
  if (typeof toJson !== 'function') return value;
  try {
    return toJson.call(value) as unknown;
  } catch {
    return value;
  }
}
