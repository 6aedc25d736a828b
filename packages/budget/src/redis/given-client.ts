import { beforeDeadline } from '../store/before-deadline.js';
import type { RedisRunner } from './redis-runner.js';
import { storeClosed, storeFailed, storeTooSlow } from './store-failed.js';

/** A connected client of the package `redis`, which its caller connects and closes. */
export interface RedisCommands {
  sendCommand(args: readonly string[]): Promise<unknown>;
}

const server = 'the address of the client';

/** Runs commands on a client of the caller, which is left open. */
export function givenClient(client: RedisCommands, deadlineMs: number): RedisRunner {
  let isClosed = false;
  return {
    run: async (args) => {
      if (isClosed) throw storeClosed();
      const late = (): Error => storeTooSlow(server, deadlineMs);
      const work = client.sendCommand(args).catch((error: unknown) => {
        throw storeFailed(server, error);
      });
      return { reply: await beforeDeadline(work, deadlineMs, late), isRepeated: false };
    },
    close: () => {
      isClosed = true;
      return Promise.resolve();
    },
  };
}
