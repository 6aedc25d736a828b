import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A steady feed in a process of its own, so that its memory and time do not count. */
export class ChildFeed {
  readonly #child: ChildProcess;
  #output = '';

  /** @param rate messages per second */
  constructor(rate: number) {
    const program = fileURLToPath(new URL('steady-feed.ts', import.meta.url));
    const args = [...process.execArgv, program, `${rate}`];
    this.#child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#child.stdout?.on('data', (text: Buffer) => (this.#output += text.toString()));
  }

  async url(): Promise<string> {
    return `ws://127.0.0.1:${await this.#printed(/listening (\d+)/)}`;
  }

  /** Stops the feed, and returns the number of messages that it has sent. */
  async stop(): Promise<number> {
    this.#child.kill('SIGTERM');
    return Number(await this.#printed(/sent (\d+)/));
  }

  async #printed(pattern: RegExp): Promise<string> {
    for (;;) {
      const found = pattern.exec(this.#output)?.[1];
      if (found !== undefined) return found;
      if (this.#child.exitCode !== null) throw new Error('The feed has ended.');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
