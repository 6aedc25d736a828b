/** Replaces a value that throws when it is read. */
export const unreadable = '[Unreadable]';

/** Reads a property, even if its getter throws. */
export function readProperty(value: object, key: string): unknown {
  try {
    return Reflect.get(value, key) as unknown;
  } catch {
    return unreadable;
  }
}

/** Reads a property that should be a string; empty if it is not. */
export function readText(value: object, key: string): string {
  const text = readProperty(value, key);
  return typeof text === 'string' ? text : '';
}

/**
 * Reads the own enumerable properties of an object.
 *
 * @throws The error of a proxy that refuses to list its keys.
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

/** Calls `toJSON` of an object; returns the object itself if it has none, or if it throws. */
export function callToJson(value: object): unknown {
  const toJson = readProperty(value, 'toJSON');
  if (typeof toJson !== 'function') return value;
  try {
    return toJson.call(value) as unknown;
  } catch {
    return value;
  }
}
