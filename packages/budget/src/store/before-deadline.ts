/** Waits for work at most `deadlineMs`; then `late` is called, and its result thrown. */
export async function beforeDeadline<Result>(
  work: Promise<Result>,
  deadlineMs: number,
  late: () => Error,
): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(late());
    }, deadlineMs);
  });
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
    // What comes after the deadline is ignored.
    work.catch(() => undefined);
  }
}
