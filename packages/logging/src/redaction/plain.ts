/** A JSON value: it cannot run code, refer to itself or be endless. */
export type Plain = null | boolean | number | string | Plain[] | PlainObject;

/** An object of plain values. */
export interface PlainObject {
  [key: string]: Plain;
}

/** Sets a field of any name; `__proto__` also becomes a field, not the prototype. */
export function setField(fields: PlainObject, key: string, value: Plain): void {
  if (key === '__proto__') {
    Object.defineProperty(fields, key, { value, enumerable: true, configurable: true });
  } else {
    fields[key] = value;
  }
}

/** Merges the fields of two objects into a new one; the second takes precedence. */
export function joinFields(first: PlainObject, second: PlainObject): PlainObject {
  // Not by spreading, as V8 then creates objects that are slow to read.
  const fields: PlainObject = {};
  for (const [key, value] of Object.entries(first)) setField(fields, key, value);
  for (const [key, value] of Object.entries(second)) setField(fields, key, value);
  return fields;
}
