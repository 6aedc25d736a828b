import type { LogContext, Logger } from '@wdh/pipeline-core';
import { eventPayload } from './event-payload.js';

/** An event of a run that has not been written yet. */
export interface WaitingEvent {
  /** Order of the events of a run, from 1. */
  readonly sequence: number;
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly event: string;
  readonly stepName: string | null;
  /** Time by `performance.now()`. */
  readonly atMs: number;
  /** JSON. */
  readonly payload: string;
}

/** Most waiting events; with the limit of their payloads, about 4 MB. */
const mostWaiting = 1_000;

/**
 * Collects the events of one run until they are written, in bounded memory: beyond 1,000 waiting
 * events, new ones are lost.
 */
export class EventBuffer {
  /** Receives the events; never throws. */
  readonly logger: Logger = this.#logger({});
  #waiting: WaitingEvent[] = [];
  #sequence = 0;
  #lost = 0;

  /** Events that could not be kept or written. */
  get lost(): number {
    return this.#lost;
  }

  /** Removes and returns the waiting events. */
  take(): readonly WaitingEvent[] {
    const taken = this.#waiting;
    this.#waiting = [];
    return taken;
  }

  /** Counts events that were removed and could not be written. */
  lose(events: readonly WaitingEvent[]): void {
    this.#lost += events.length;
  }

  #add(level: WaitingEvent['level'], event: string, context: LogContext): void {
    this.#sequence += 1;
    if (this.#waiting.length >= mostWaiting) {
      this.#lost += 1;
      return;
    }
    const { stepName, json } = eventPayload(context);
    const name = event.slice(0, 100);
    const atMs = performance.now();
    this.#waiting.push({
      sequence: this.#sequence,
      level,
      event: name,
      stepName,
      atMs,
      payload: json,
    });
  }

  #logger(bound: LogContext): Logger {
    const at = (level: WaitingEvent['level']) => (event: string, context?: LogContext) => {
      this.#add(level, event, context === undefined ? bound : { ...bound, ...context });
    };
    return {
      debug: at('debug'),
      info: at('info'),
      warn: at('warn'),
      error: at('error'),
      bind: (context) => this.#logger({ ...bound, ...context }),
    };
  }
}
