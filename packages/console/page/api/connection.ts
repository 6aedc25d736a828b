import { createStore } from './store.js';

/** Whether the server answers. */
export interface Connection {
  readonly isLost: boolean;
  /** How often the connection was found again: what is shown is asked for again at each change. */
  readonly restored: number;
}

const pausesMs = [500, 1_000, 2_000, 3_000, 5_000];

/** Whether the server answers, for all parts of the page. */
export const connection = createStore<Connection>({ isLost: false, restored: 0 });

/** Notes that a request had no answer, and asks the server until it answers. */
export function noteLostConnection(): void {
  const { isLost, restored } = connection.get();
  if (isLost) return;
  connection.set({ isLost: true, restored });
  void askUntilAnswered();
}

async function askUntilAnswered(): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    const pauseMs = pausesMs[Math.min(attempt, pausesMs.length - 1)];
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    const answers = await fetch('health', { cache: 'no-store' }).then(
      ({ ok }) => ok,
      () => false,
    );
    if (!answers) continue;
    connection.set({ isLost: false, restored: connection.get().restored + 1 });
    return;
  }
}
