/** The callbacks that wait for one signal, behind a single listener. */
class AbortWatch {
  readonly #signal: AbortSignal;
  readonly #callbacks = new Set<{ readonly call: () => void }>();
  readonly #fire = (): void => {
    const callbacks = [...this.#callbacks];
    this.#callbacks.clear();
    for (const callback of callbacks) callback.call();
  };

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  add(call: () => void): () => void {
    const callback = { call };
    if (this.#callbacks.size === 0) {
      this.#signal.addEventListener('abort', this.#fire, { once: true });
    }
    this.#callbacks.add(callback);
    return () => {
      if (!this.#callbacks.delete(callback) || this.#callbacks.size > 0) return;
      this.#signal.removeEventListener('abort', this.#fire);
    };
  }
}

const watches = new WeakMap<AbortSignal, AbortWatch>();

/**
 * Calls back when the signal is aborted; returns a function that removes the callback.
 *
 * The signal has one listener for all callbacks: Node warns of a leak at the eleventh listener, and
 * a step may process a hundred rows concurrently.
 */
export function onAbort(signal: AbortSignal, callback: () => void): () => void {
  let watch = watches.get(signal);
  if (watch === undefined) {
    watch = new AbortWatch(signal);
    watches.set(signal, watch);
  }
  return watch.add(callback);
}
