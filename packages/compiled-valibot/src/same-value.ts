/**
 * Returns whether two values are the same for any program that reads them: type, value, key order and
 * prototype. Objects of other classes are the same only if they are one object.
 */
export function isSameValue(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) {
    return false;
  }
  const prototype: unknown = Object.getPrototypeOf(one);
  if (prototype !== Object.getPrototypeOf(other)) return false;
  if (one instanceof Date && other instanceof Date) {
    return Object.is(one.getTime(), other.getTime());
  }
  if (one instanceof Map && other instanceof Map) return areSameItems([...one], [...other]);
  if (one instanceof Set && other instanceof Set) return areSameItems([...one], [...other]);
  if (Array.isArray(one) && Array.isArray(other)) return areSameItems(one, other);
  if (prototype !== Object.prototype && prototype !== null) return false;
  const keys = Reflect.ownKeys(one);
  return (
    areSameItems(keys, Reflect.ownKeys(other)) &&
    keys.every((key) => isSameValue(Reflect.get(one, key), Reflect.get(other, key)))
  );
}

function areSameItems(some: readonly unknown[], others: readonly unknown[]): boolean {
  return some.length === others.length && some.every((item, at) => isSameValue(item, others[at]));
}
