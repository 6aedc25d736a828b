/** Yields to the event loop, so that timers, signals and sockets are served. */
export function eventLoopTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
