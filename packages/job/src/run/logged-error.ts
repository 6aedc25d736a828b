/** An error in the form in which it is logged. */
export interface LoggedError {
  readonly name: string;
  readonly code?: string;
  /** Omitted for errors that were not made for people: their messages may contain cell values. */
  readonly message?: string;
  /** The lines of its stack that name a location. */
  readonly frames?: readonly string[];
  readonly cause?: LoggedError;
}

const longestChain = 8;
const mostFrames = 10;
const place = /^at .*:\d+:\d+\)?$/;

/**
 * Describes an error and its causes without any cell value: exceptions of steps and libraries have
 * only name, code and location.
 */
export function loggedError(error: unknown, chain = 1): LoggedError {
  if (!(error instanceof Error)) return { name: `a value of type ${typeof error}` };
  const { name, message, cause } = error;
  const frames = framesOf(error);
  return {
    name,
    ...('code' in error && typeof error.code === 'string' ? { code: error.code } : {}),
    ...(isMadeForPeople(error) ? { message } : {}),
    ...(frames.length === 0 ? {} : { frames }),
    ...(cause === undefined || chain === longestChain
      ? {}
      : { cause: loggedError(cause, chain + 1) }),
  };
}

/** The errors of these packages state whether a retry can help, and begin with their code. */
function isMadeForPeople(error: Error): boolean {
  return (
    'isRetryable' in error &&
    'code' in error &&
    typeof error.code === 'string' &&
    error.message.startsWith(`[${error.code}] `)
  );
}

/**
 * A message of several lines may contain text that looks like a location: only lines after it are
 * used.
 */
function framesOf({ stack = '', message }: Error): readonly string[] {
  const messageAt = message === '' ? 0 : stack.indexOf(message);
  if (messageAt < 0) return [];
  return stack
    .slice(messageAt + message.length)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => place.test(line))
    .slice(0, mostFrames);
}
