import { setTimeout as sleep } from 'node:timers/promises';
import { loggedError, plannedExecution, plannedReplay, storableRequest } from '@wdh/job';
import { WdhError } from '@wdh/pipeline-core';
import type { PlannedExecution } from '@wdh/runs';
import type { WireLaunched } from '../../wire/actions.js';
import type { Launcher, WantedRun } from '../launcher.js';
import { RunLine } from './run-line.js';
import { RunStarter, type RunStarterOptions } from './run-starter.js';

/** What the `submitKey` of a run begins with that a console runs itself: workers do not have it. */
const keyPrefix = 'console ';

/** Time after which waiting runs are looked for again, in milliseconds. */
const lookEveryMs = 5_000;

/** Pauses before the database is asked again, in milliseconds. */
const pausesMs = [500, 1_000, 2_000, 5_000, 10_000];

/**
 * Runs jobs in this process, a number of them at the same time. The record of a run comes first: what a
 * console had recorded and not started when it ended, the next one starts, or another that runs already.
 */
export class ProcessLauncher implements Launcher {
  readonly #options: Omit<RunStarterOptions, 'signal'>;
  readonly #closing = new AbortController();
  readonly #starter: RunStarter;
  readonly #line: RunLine;
  readonly #continuing: Promise<void>;

  constructor(options: Omit<RunStarterOptions, 'signal'>) {
    this.#options = options;
    const starter = new RunStarter({ ...options, signal: this.#closing.signal });
    this.#starter = starter;
    this.#line = new RunLine(options.parallel, (executionId) =>
      this.#patiently({ executionId }, () => starter.run(executionId)),
    );
    this.#continuing = this.#continueWaiting();
  }

  async launch(wanted: WantedRun): Promise<WireLaunched> {
    const { executionId } = wanted;
    const planned = await this.#plan(wanted);
    try {
      await this.#options.runs.queueRun({ ...planned, submitKey: `${keyPrefix}${executionId}` });
    } catch (error) {
      if (!(error instanceof WdhError) || error.code !== 'EXECUTION_EXISTS') throw error;
      return { executionId, outcome: 'exists', reason: `Run ${executionId} exists already.` };
    }
    this.#line.add(executionId);
    return { executionId, outcome: 'launched', reason: null };
  }

  async close(): Promise<void> {
    this.#closing.abort(
      new WdhError('The console was stopped. Nothing was loaded; rerun is safe.', {
        code: 'CONSOLE_STOPPED',
        category: 'interrupted',
      }),
    );
    await this.#continuing;
    await this.#line.close();
    await this.#starter.close();
  }

  async #plan(wanted: WantedRun): Promise<PlannedExecution> {
    const { job, executionId, requestedBy, trigger, request, parent } = wanted;
    if (trigger === 'replay' && parent !== undefined) {
      const { dryRun } = request;
      const planned = { executionId, requestedBy };
      return plannedReplay(this.#options.database, job, parent, planned, { dryRun });
    }
    const origin = { executionId, requestedBy, trigger, parentExecutionId: parent };
    return plannedExecution(job, storableRequest(job, request), origin);
  }

  /** Takes what other consoles have left, until the launcher is closed. */
  async #continueWaiting(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      await this.#patiently({}, () => this.#addWaiting());
      await sleep(lookEveryMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  async #addWaiting(): Promise<void> {
    const { runs, jobs } = this.#options;
    const waiting = { jobs: [...jobs.keys()], submitKeyPrefix: keyPrefix };
    for (const executionId of await runs.waitingRuns(waiting)) this.#line.add(executionId);
  }

  /** Repeats work until it succeeds or the launcher is closed; it never rejects. */
  async #patiently(context: object, work: () => Promise<void>): Promise<void> {
    const { signal } = this.#closing;
    for (let tries = 0; !signal.aborted; tries++) {
      try {
        await work();
        return;
      } catch (error) {
        const pauseMs = pausesMs[Math.min(tries, pausesMs.length - 1)];
        const logged = { ...context, pauseMs, error: loggedError(error) };
        this.#options.logger.warn('console.launch.repeated', logged);
        await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
      }
    }
  }
}
