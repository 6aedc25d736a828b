import { promises } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import type { Queue } from '../../src/index.js';

/** The steps that change something below a folder. */
const steps = ['mkdir', 'rename', 'link', 'unlink', 'writeFile'] as const;

/** Counts the moments between two steps of a program, and kills it at one of them. */
export class StopPoints {
  readonly #killAt: number;
  readonly #killBy: NodeJS.Signals;
  #passed = 0;

  /**
   * @param killAt - From 1; 0: never.
   * @param killBy - SIGSTOP freezes the process.
   */
  constructor(killAt: number, killBy: NodeJS.Signals) {
    this.#killAt = killAt;
    this.#killBy = killBy;
  }

  /** Passes a moment; the process has no time to do anything else. */
  pass(name: string): void {
    this.#passed += 1;
    process.stdout.write(`point ${this.#passed} ${name}\n`);
    if (this.#passed === this.#killAt) process.kill(process.pid, this.#killBy);
  }

  /** Passes a moment before and after each change of a file or a folder below a folder. */
  watchFiles(folder: string): void {
    for (const step of steps) {
      const real = promises[step] as (...given: unknown[]) => Promise<unknown>;
      const watched = async (...given: unknown[]): Promise<unknown> => {
        if (!String(given[0]).startsWith(folder)) return real(...given);
        this.pass(`before ${step}`);
        const result = await real(...given);
        this.pass(`after ${step}`);
        return result;
      };
      Object.assign(promises, { [step]: watched });
    }
    // The modules that import them by name get these.
    syncBuiltinESMExports();
  }

  /** Passes a moment before and after each COMMIT of a transaction that changed something. */
  watchCommits(transact: Queue['transact']): Queue['transact'] {
    return async (work) => {
      const changed: string[] = [];
      const result = await transact(async (on) => {
        const done = await work({
          query: async (text, parameters) => {
            const rows = await on.query<never>(text, parameters);
            if (/^\s*(?:insert|update)/.test(text) && rows.count > 0) changed.push(text);
            return rows;
          },
        });
        if (changed.length > 0) this.pass('before COMMIT');
        return done;
      });
      if (changed.length > 0) this.pass('after COMMIT');
      return result;
    };
  }
}
