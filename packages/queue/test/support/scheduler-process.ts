import {
  call,
  type InjectedFault,
  NetworkProxy,
  type RunningProcess,
  type Trigger,
} from '@wdh/fault-injection';
import { startProgram } from '../programs/programs.js';

/** Longest start of a process, also on a machine that does much else. */
const startMs = 120_000;

/** A scheduler as a process, with a proxy between it and the database. */
export class SchedulerProcess implements AsyncDisposable {
  readonly #proxy: NetworkProxy;
  readonly #clock: string;
  #process: RunningProcess;

  /** Starts a scheduler, and waits until it follows the schedules of the night. */
  static async start(databaseUrl: string, clock: string): Promise<SchedulerProcess> {
    const proxy = await NetworkProxy.start(databaseUrl);
    const scheduler = new SchedulerProcess(proxy, clock);
    await scheduler.#process.untilPrinted('following', startMs);
    return scheduler;
  }

  private constructor(proxy: NetworkProxy, clock: string) {
    this.#proxy = proxy;
    this.#clock = clock;
    this.#process = this.#start();
  }

  #start(): RunningProcess {
    return startProgram('run-scheduler', { connectionUrl: this.#proxy.url, clock: this.#clock });
  }

  /** Kills the process at a moment, once. What it has not sent by then is lost. */
  killAt(when: Trigger): InjectedFault {
    return this.#at(when, () => {
      this.#process.signal('SIGKILL');
      this.#proxy.cut();
    });
  }

  /** Cuts its connections at a moment, once. */
  cutAt(when: Trigger): InjectedFault {
    return this.#at(when, () => {
      this.#proxy.cut();
    });
  }

  /** Freezes the process at a moment, once. */
  freezeAt(when: Trigger): InjectedFault {
    return this.#at(when, () => {
      this.#process.signal('SIGSTOP');
    });
  }

  /** Wakes the frozen process. */
  wake(): void {
    this.#process.signal('SIGCONT');
  }

  /** Starts the process again after it was killed. */
  async restart(): Promise<void> {
    await this.#process.end(60_000);
    this.#process = this.#start();
    await this.#process.untilPrinted('following', startMs);
  }

  /** Asks the process to end, and returns its exit code. */
  async stop(): Promise<number | null> {
    this.#process.signal('SIGTERM');
    return (await this.#process.end(60_000)).code;
  }

  #at(when: Trigger, then: () => void): InjectedFault {
    return this.#proxy.inject(call(when, then), { times: 1 });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#process[Symbol.asyncDispose]();
    await this.#proxy[Symbol.asyncDispose]();
  }
}
