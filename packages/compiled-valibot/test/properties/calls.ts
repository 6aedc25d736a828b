/** The calls of functions in schemas, in order. */
export const calls: unknown[] = [];

/** A pattern whose answer depends on the call before. */
export const withState = /a/g;

/** Forgets calls and the state of patterns. */
export function forgetCalls(): void {
  calls.length = 0;
  withState.lastIndex = 0;
}

/** Writes down a call, and returns its result. */
export function called<T>(name: string, value: unknown, result: T): T {
  calls.push([name, value]);
  return result;
}
