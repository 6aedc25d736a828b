/** What JSON can hold: nothing in it can run code, refer to itself or be without end. */
export type Plain = null | boolean | number | string | Plain[] | PlainObject;

/** An object of plain values. */
export interface PlainObject {
  [key: string]: Plain;
}

/** Sets a field of any name; `__proto__` too becomes a field and no prototype. */
export function setField(fields: PlainObject, key: string, value: Plain): void {
  if (key === '__proto__') {
    Object.defineProperty(fields, key, { value, enumerable: true, configurable: true });
  } else {
    fields[key] = value;
  }
}

/** Joins the fields of two objects into a new one; where both have a field, the second wins. */
export function joinFields(first: PlainObject, second: PlainObject): PlainObject {
  // Not by spreading: V8 makes objects of that which are slow to read.
  const fields: PlainObject = {};
  for (const [key, value] of Object.entries(first)) setField(fields, key, value);
  for (const [key, value] of Object.entries(second)) setField(fields, key, value);
  return fields;
}
