import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@wdh/pipeline-core';
import type { Access } from '../access/access.js';
import { Refusal } from '../http/refusal.js';
import { ListContent } from './lists/list-content.js';
import { ListWatch } from './lists/list-watch.js';
import { DeathWatch } from './polling/death-watch.js';
import { Notices } from './polling/notices.js';
import { noAnswer, Poller } from './polling/poller.js';
import { readRun, type RunRecords } from './read-run.js';
import { RunContent, type RunStreamOptions } from './runs/run-content.js';
import { RunWatch } from './runs/run-watch.js';
import { EventStream, type StreamContent } from './streams/event-stream.js';
import { type StreamCaps, StreamCounts } from './streams/stream-counts.js';

/** What live views need. */
export interface LiveOptions extends RunRecords {
  readonly access: Pick<Access, 'validSessions'>;
  readonly streams?: StreamCaps | undefined;
  readonly logger?: Logger | undefined;
}

const beatMs = 5_000;
/** Longest wait of `close`, in milliseconds. */
const patienceMs = 2_000;

/**
 * The live views of all pages. One poller looks twice a second at the runs that are watched, by one
 * query however many streams watch them, and reads those that have changed.
 */
export class Live {
  readonly #options: LiveOptions;
  readonly #counts: StreamCounts;
  readonly #notices = new Notices();
  readonly #streams = new Map<EventStream, string>();
  readonly #watches = new Map<string, RunWatch>();
  readonly #reading = new Map<string, Promise<RunWatch>>();
  readonly #list: ListWatch;
  readonly #deaths: DeathWatch;
  readonly #poller: Poller;
  readonly #beat: NodeJS.Timeout;
  #ending: Promise<void> | null = null;
  #isClosed = false;

  constructor(options: LiveOptions) {
    this.#options = options;
    this.#counts = new StreamCounts(options.streams);
    this.#list = new ListWatch(options.runs);
    this.#deaths = new DeathWatch(options.runs, options.logger);
    this.#poller = new Poller({
      look: () => this.#look(),
      isNeeded: () => this.#streams.size > 0,
      onTrouble: (error) => {
        this.#onTrouble(error);
      },
    });
    this.#beat = setInterval(() => {
      for (const stream of this.#streams.keys()) stream.beat();
      this.#ending ??= this.#endOldSessions().finally(() => {
        this.#ending = null;
      });
    }, beatMs);
    this.#beat.unref();
  }

  /** Number of open streams. */
  get size(): number {
    return this.#streams.size;
  }

  /**
   * Opens a stream of one run.
   *
   * @param session - Whose streams are counted together, and end with it.
   * @throws Refusal `RUN_NOT_FOUND`, `STREAMS_TOO_MANY`.
   */
  async openRun(
    session: string,
    executionId: string,
    options: RunStreamOptions,
  ): Promise<EventStream> {
    const leave = this.#counts.enter(session);
    try {
      const read = this.#watched(executionId) ?? (await this.#firstLook(executionId));
      // Others may have joined another meanwhile. One without a stream is not watched any more: it is
      // set in one go with the stream that joins it.
      const watch = this.#watched(executionId) ?? read;
      this.#watches.set(executionId, watch);
      const content = new RunContent(watch, this.#notices, options, (error) => {
        this.#onTrouble(error);
      });
      return this.#open(session, content, watch.streams, leave);
    } catch (error) {
      leave();
      throw error;
    }
  }

  /**
   * Opens a stream of changed runs.
   *
   * @param session - Whose streams are counted together, and end with it.
   * @param isResumed - Whether the reader may have missed changes.
   * @throws Refusal `STREAMS_TOO_MANY`.
   */
  openList(session: string, isResumed: boolean): EventStream {
    const leave = this.#counts.enter(session);
    const content = new ListContent(this.#notices, isResumed);
    return this.#open(session, content, this.#list.streams, leave);
  }

  /** Ends the streams of a session. */
  endSession(session: string): void {
    for (const [stream, of] of [...this.#streams]) if (of === session) stream.close();
  }

  /** Ends all streams, and waits up to two seconds for the query that runs. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#beat);
    for (const stream of [...this.#streams.keys()]) stream.close();
    const ended = Promise.all([this.#poller.close(), this.#ending]);
    // A database that does not answer must not keep the process.
    await Promise.race([ended, sleep(patienceMs, undefined, { ref: false })]);
  }

  /** Ends the streams of sessions that have expired, or were ended by another console. */
  async #endOldSessions(): Promise<void> {
    const sessions = [...new Set(this.#streams.values())];
    if (sessions.length === 0) return;
    // A database that does not answer ends no session.
    const valid = await this.#options.access.validSessions(sessions).catch(() => null);
    if (valid === null) return;
    for (const session of sessions) if (!valid.has(session)) this.endSession(session);
  }

  #open<Content extends Pick<StreamContent, 'next'>>(
    session: string,
    content: Content,
    watchers: Map<EventStream, Content | object>,
    leave: () => void,
  ): EventStream {
    const stream = new EventStream({
      next: () => content.next(),
      onClose: () => {
        this.#streams.delete(stream);
        watchers.delete(stream);
        leave();
      },
    });
    this.#streams.set(stream, session);
    watchers.set(stream, content);
    if (this.#isClosed) stream.close();
    else this.#poller.wake();
    return stream;
  }

  /** Reads a run for the first time, once for all that ask for it at the same time. */
  #firstLook(executionId: string): Promise<RunWatch> {
    const reading = this.#reading.get(executionId);
    if (reading !== undefined) return reading;
    const read = this.#read(executionId).finally(() => this.#reading.delete(executionId));
    this.#reading.set(executionId, read);
    return read;
  }

  async #read(executionId: string): Promise<RunWatch> {
    const { runs } = this.#options;
    const watch = new RunWatch(executionId, runs, (id) => readRun(this.#options, id));
    const [found] = await runs.revisionsOf([executionId]);
    if (found !== undefined) await watch.look(found);
    if (watch.state !== null) return watch;
    const message = `There is no run ${executionId}. Its records may have been deleted.`;
    throw new Refusal(404, 'RUN_NOT_FOUND', message);
  }

  /** One that has ended may begin again: the queue delivers a failed run once more. */
  #watched(executionId: string): RunWatch | undefined {
    const watch = this.#watches.get(executionId);
    return watch?.isComplete === true ? undefined : watch;
  }

  async #look(): Promise<void> {
    await this.#lookAtRuns();
    if (this.#list.streams.size > 0) await this.#list.look();
    await this.#deaths.look();
  }

  async #lookAtRuns(): Promise<void> {
    for (const [id, { streams }] of this.#watches) {
      if (streams.size === 0) this.#watches.delete(id);
    }
    const watched = [...this.#watches.values()].filter(({ isComplete }) => !isComplete);
    if (watched.length === 0) return;
    const found = await this.#options.runs.revisionsOf(watched.map((each) => each.executionId));
    const byId = new Map(found.map((revision) => [revision.executionId, revision]));
    const looks = watched.map((watch) => watch.look(byId.get(watch.executionId)));
    const failed = (await Promise.allSettled(looks)).find(({ status }) => status === 'rejected');
    if (failed?.status === 'rejected') throw failed.reason;
  }

  #onTrouble(error: unknown): void {
    if (error !== null) this.#deaths.reset();
    if (!this.#notices.show(error)) return;
    if (error !== null && error !== noAnswer)
      this.#options.logger?.warn('console.live.failed', { error });
    for (const stream of this.#streams.keys()) stream.wake();
  }
}
