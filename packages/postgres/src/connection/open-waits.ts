import type { WdhError } from '@wdh/pipeline-core';

/** The waits of one connection, which end when it fails. */
export class OpenWaits {
  readonly #waiters = new Set<(error: WdhError) => void>();
  readonly #failureOfConnection: () => WdhError | null;

  constructor(failureOfConnection: () => WdhError | null) {
    this.#failureOfConnection = failureOfConnection;
  }

  /**
   * Waits for work, or for the failure of the connection.
   *
   * @param reasonOf - Returns the error that a failure of the work causes.
   */
  until<Value>(work: PromiseLike<Value>, reasonOf: (error: unknown) => unknown): Promise<Value> {
    return new Promise((resolve, reject) => {
      const stop = (error: unknown): void => {
        this.#waiters.delete(stop);
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- a source may throw any value
        reject(error);
      };
      this.#waiters.add(stop);
      work.then(
        (value) => {
          this.#waiters.delete(stop);
          resolve(value);
        },
        (error: unknown) => {
          stop(reasonOf(error));
        },
      );
      const failure = this.#failureOfConnection();
      if (failure !== null) stop(failure);
    });
  }

  /** Ends all waits with the error of the connection. */
  end(failure: WdhError): void {
    for (const waiter of this.#waiters) waiter(failure);
    this.#waiters.clear();
  }
}
