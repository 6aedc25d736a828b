/** Translates times of `performance.now()` to those of the server, independent of the local clock. */
export type ServerClock = (atMs: number) => Date;

/** @param serverMs - The time of the server now, in milliseconds since 1970. */
export function serverClock(serverMs: number): ServerClock {
  const offset = serverMs - performance.now();
  return (atMs) => new Date(offset + atMs);
}
