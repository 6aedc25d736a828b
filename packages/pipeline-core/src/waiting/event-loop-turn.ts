/** Lets everything else that waits in this process have its turn: timers, signals, sockets. */
export function eventLoopTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
