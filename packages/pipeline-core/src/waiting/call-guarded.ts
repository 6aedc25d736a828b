import { isPromiseLike } from './is-promise-like.js';

/** Calls somebody else's code whose failure, at once or later, must have no effect here. */
export function callGuarded(call: () => unknown, onFailure: (error: unknown) => void): void {
  try {
    const outcome = call();
    // Declared to return nothing; untyped code may be asynchronous all the same.
    if (isPromiseLike(outcome)) outcome.then(undefined, onFailure);
  } catch (error) {
    onFailure(error);
  }
}
