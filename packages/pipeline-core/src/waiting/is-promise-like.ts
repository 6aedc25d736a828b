/** Tells a promise, of whatever library, from a plain value. */
export function isPromiseLike<T>(value: T | PromiseLike<T>): value is PromiseLike<T> {
  if (typeof value !== 'object' || value === null) return false;
  return typeof (value as Partial<PromiseLike<T>>).then === 'function';
}
