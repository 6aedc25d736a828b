import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import { inject } from 'vitest';
import type { AccountIds } from '../../src/account/server-account.js';

/** The output of the process about its server. */
export interface ServerReport {
  readonly url: string;
  readonly port: number;
  readonly dataDir: string;
  readonly version: string;
  readonly log: readonly string[];
  readonly uid: number;
}

/** The output of the process when there is no server. */
export interface FailureReport {
  readonly code: string;
  readonly message: string;
}

/** A process that uses a server and executes commands. */
export class ServerUser {
  readonly child: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;
  readonly #ended: Promise<readonly [number | null, NodeJS.Signals | null]>;
  #complaints = '';

  constructor(
    project: string,
    options: Readonly<Record<string, unknown>>,
    how: { readonly ids?: AccountIds | undefined; readonly temporaryFolder?: string } = {},
  ) {
    const { ids, temporaryFolder } = how;
    const wanted = { version: inject('version'), ...options };
    this.child = spawn(process.execPath, ['use-server.mjs', JSON.stringify(wanted)], {
      cwd: project,
      env: {
        HOME: '/nonexistent',
        PATH: '/usr/bin:/bin',
        ...(temporaryFolder === undefined ? {} : { TMPDIR: temporaryFolder }),
      },
      ...ids,
    });
    this.child.stderr.on('data', (chunk) => (this.#complaints += String(chunk)));
    const lines: Interface = createInterface({ input: this.child.stdout });
    this.#lines = lines[Symbol.asyncIterator]();
    this.#ended = once(this.child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  }

  /** Waits for the next line of output. */
  async #next(): Promise<unknown> {
    const line = await this.#lines.next();
    if (line.done === true) throw new Error(`the process printed nothing: ${this.#complaints}`);
    return JSON.parse(line.value);
  }

  async server(): Promise<ServerReport> {
    const report = (await this.#next()) as ServerReport & Partial<FailureReport>;
    if (report.code !== undefined) throw new Error(report.message);
    return report;
  }

  async failure(): Promise<FailureReport> {
    const report = (await this.#next()) as FailureReport;
    await this.ended();
    return report;
  }

  /** Lets the process stop its server, and waits for it. */
  async stop(): Promise<void> {
    this.child.stdin.write('stop\n');
    await this.#next();
  }

  /** Lets the process end in the given way, and waits for its end. */
  async end(
    how: 'return' | 'exit' | 'throw' | 'SIGINT' | 'SIGTERM' | 'SIGKILL' = 'return',
  ): Promise<readonly [number | null, NodeJS.Signals | null]> {
    if (how.startsWith('SIG')) this.child.kill(how as NodeJS.Signals);
    else this.child.stdin.end(`${how}\n`);
    return this.ended();
  }

  async ended(): Promise<readonly [number | null, NodeJS.Signals | null]> {
    return this.#ended;
  }
}
