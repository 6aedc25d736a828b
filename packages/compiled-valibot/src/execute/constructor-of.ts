/** Fields of a generated constructor, at most: setting many more one by one makes a slow object. */
const mostFields = 250;

/**
 * Makes a constructor of plain objects with the given names, written as JSON strings; it takes their
 * values in this order. V8 may allocate the objects of a literal among old objects, and those of a
 * constructor not.
 *
 * @returns null for many names, and for one that every object has: they are set by a literal only.
 */
export function constructorOf(names: readonly string[]): object | null {
  if (names.length > mostFields || names.some((name) => JSON.parse(name) in {})) return null;
  const parameters = names.map((_, at) => `p${at}`);
  const set = names.map((name, at) => `this[${name}] = p${at};`);
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- names enter as JSON strings only
  const construct = new Function(...parameters, set.join('\n'));
  construct.prototype = Object.prototype;
  return construct;
}
