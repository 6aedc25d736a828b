import type { LogContext, Logger } from '@wdh/pipeline-core';
import type { CommandContext } from '../../../context/command-context.js';
import { showMany } from '../../../table/show-values.js';
import { codeOf, runLine, type EndedRun } from './run-line.js';

/** Where lines are printed. */
type Output = Pick<CommandContext, 'isJson' | 'printText' | 'terminal'>;

/** What a worker is started with, for scripts and for people. */
export interface WorkerFacts {
  readonly facts: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/**
 * Passes what a worker reports to the log, and prints the part that a person or a script waits for: its
 * start, each run, and how it ends.
 *
 * The log of a worker without a terminal has each run, so only a terminal and `--json` get a line for it.
 */
export class WorkerLines implements Logger {
  readonly #output: Output;
  readonly #log: Logger;
  readonly #started: (healthPort: number | null) => WorkerFacts;
  readonly #bound: LogContext;

  /** @param started - Returns what the worker started with. */
  constructor(
    output: Output,
    log: Logger,
    started: (healthPort: number | null) => WorkerFacts,
    bound: LogContext = {},
  ) {
    this.#output = output;
    this.#log = log;
    this.#started = started;
    this.#bound = bound;
  }

  debug(event: string, context?: LogContext): void {
    this.#log.debug(event, context);
  }

  info(event: string, context?: LogContext): void {
    this.#log.info(event, context);
    this.#show(event, context);
  }

  warn(event: string, context?: LogContext): void {
    this.#log.warn(event, context);
    this.#show(event, context);
  }

  error(event: string, context?: LogContext): void {
    this.#log.error(event, context);
  }

  bind(context: LogContext): Logger {
    const bound = { ...this.#bound, ...context };
    return new WorkerLines(this.#output, this.#log.bind(context), this.#started, bound);
  }

  #show(event: string, context: LogContext = {}): void {
    const { isJson, terminal } = this.#output;
    switch (event) {
      case 'worker.started': {
        const { healthPort } = context;
        const { facts, text } = this.#started(typeof healthPort === 'number' ? healthPort : null);
        this.#print(event, facts, text);
        break;
      }
      case 'worker.run.ended': {
        const run = { ...this.#bound, ...context } as EndedRun;
        if (isJson) this.#print(event, withoutFrames(run), '');
        else if (terminal.isInteractive) void this.#output.printText(`${runLine(run)}\n`);
        break;
      }
      case 'worker.draining':
        this.#print(event, context, drainingText(Number(context['running'])));
        break;
      case 'worker.giving_back':
        this.#print(event, context, `Giving back ${showMany(Number(context['running']), 'run')}.`);
    }
  }

  #print(event: string, facts: Readonly<Record<string, unknown>>, text: string): void {
    const { isJson, terminal } = this.#output;
    if (isJson) void this.#output.printText(`${JSON.stringify({ event, ...facts })}\n`);
    else void terminal.printTo('stderr', `${text}\n`);
  }
}

/** The log has where an error was thrown; a script reads its code and message. */
function withoutFrames({ error, ...run }: EndedRun): Readonly<Record<string, unknown>> {
  if (error === undefined) return run;
  return { ...run, error: { code: codeOf(error), message: error.message } };
}

function drainingText(running: number): string {
  return running === 0 ? 'Ending.' : `Waiting for ${showMany(running, 'run')} to end.`;
}
