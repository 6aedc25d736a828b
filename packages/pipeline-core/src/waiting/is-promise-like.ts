/** Returns whether a value is a promise, of any library. */
export function isPromiseLike<T>(value: T | PromiseLike<T>): value is PromiseLike<T> {
  if (typeof value !== 'object' || value === null) return false;
  return typeof (value as Partial<PromiseLike<T>>).then === 'function';
}
