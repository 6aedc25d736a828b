/** Reports an operation that hangs. */
export class DeadlineExceededError extends Error {
  override readonly name = 'DeadlineExceededError';
  readonly code = 'DEADLINE_EXCEEDED';
}

/**
 * Waits for a promise until a deadline.
 *
 * @param what Begins the message: "the load took longer than 5000 ms".
 * @throws DeadlineExceededError
 * @example await withinDeadline(loader.load(rows, { into }), 5_000, 'the load');
 */
export async function withinDeadline<Value>(
  promise: Promise<Value>,
  ms: number,
  what: string,
): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new DeadlineExceededError(`${what} took longer than ${ms} ms`));
    }, ms);
  });
  try {
    return await Promise.race([promise, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
