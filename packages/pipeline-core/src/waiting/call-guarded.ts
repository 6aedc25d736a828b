import { isPromiseLike } from './is-promise-like.js';

/** Calls foreign code whose failure, synchronous or asynchronous, must have no effect here. */
export function callGuarded(call: () => unknown, onFailure: (error: unknown) => void): void {
  try {
    const outcome = call();
    // Declared to return nothing, but untyped code may be asynchronous.
    if (isPromiseLike(outcome)) outcome.then(undefined, onFailure);
  } catch (error) {
    onFailure(error);
  }
}
