import { join } from 'node:path';
import { WdhError } from '@wdh/pipeline-core';
import { segmentError } from './folder-error.js';
import { messageLine } from './message-line.js';
import { OpenSegment } from './open-segment.js';
import type { SegmentOptions } from './segment-options.js';

/** A segment before it is closed, and afterwards. */
export interface NewSegment {
  readonly openPath: string;
  readonly closedPath: string;
}

/** What a writer needs of its folder. */
export interface SegmentPlaces {
  readonly path: string;
  /** Returns the paths of the next segment. */
  next(): NewSegment;
  /** Is called when a segment was closed. */
  onClosed(closedPath: string): void;
  /** Is called once, with what ended the writing. */
  onFailure(error: unknown): void;
}

/** Writes messages to segments, each as one line. */
export class SegmentWriter {
  readonly #places: SegmentPlaces;
  readonly #options: SegmentOptions;
  /** All work on the files, one after the other. Never rejects. */
  #work: Promise<unknown> = Promise.resolve();
  #segment: { readonly open: OpenSegment; readonly closedPath: string } | null = null;
  #closing: NodeJS.Timeout | undefined;
  #syncing: NodeJS.Timeout | undefined;
  #failure: { readonly error: unknown } | null = null;
  #isClosed = false;
  #messages = 0;

  constructor(places: SegmentPlaces, options: SegmentOptions) {
    this.#places = places;
    this.#options = options;
  }

  /** Messages acknowledged so far. */
  get messages(): number {
    return this.#messages;
  }

  /**
   * Writes messages, each as a line of valid JSON. The promise is the acknowledgement: from then on they
   * survive the end of the process.
   *
   * @throws WdhError `SEGMENT_NOT_WRITTEN` (file), also for all later messages: the writer has ended
   */
  async write(messages: readonly string[]): Promise<void> {
    if (this.#isClosed) {
      throw new WdhError('The capture has ended: no message can be written.', {
        code: 'CAPTURE_ENDED',
        category: 'usage',
      });
    }
    if (messages.length > 0) await this.#do(() => this.#writeLines(messages));
  }

  /**
   * Writes what is left, and closes the segment. After a failure it closes what was acknowledged, if
   * it can; otherwise the next capture does.
   */
  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#failure === null) await this.#do(() => this.#closeSegment());
    else await this.#work.then(() => this.#closeSegment()).catch(() => undefined);
  }

  async #writeLines(messages: readonly string[]): Promise<void> {
    const { open } = (this.#segment ??= await this.#openSegment());
    await open.append(messages.map((message) => `${messageLine(message)}\n`).join(''));
    if (this.#options.syncEveryMs === 0) await open.sync();
    this.#messages += messages.length;
    if (open.bytes >= this.#options.maxBytes) await this.#closeSegment();
    else this.#syncLater();
  }

  async #openSegment() {
    const { openPath, closedPath } = this.#places.next();
    const open = await OpenSegment.create(openPath);
    this.#closing = setTimeout(() => {
      this.#inBackground(() => this.#closeSegment());
    }, this.#options.maxAgeMs);
    return { open, closedPath };
  }

  async #closeSegment(): Promise<void> {
    clearTimeout(this.#closing);
    clearTimeout(this.#syncing);
    this.#syncing = undefined;
    const segment = this.#segment;
    if (segment === null) return;
    this.#segment = null;
    const isMoved = await segment.open.close(segment.closedPath);
    if (isMoved) this.#places.onClosed(segment.closedPath);
  }

  #syncLater(): void {
    this.#syncing ??= setTimeout(() => {
      this.#syncing = undefined;
      this.#inBackground(async () => this.#segment?.open.sync());
    }, this.#options.syncEveryMs);
  }

  #inBackground(work: () => Promise<void>): void {
    // Its failure is reported by onFailure and by the next message.
    this.#do(work).catch(() => undefined);
  }

  /** Does some work after all earlier work; after a failure it does none. */
  #do(work: () => Promise<void>): Promise<void> {
    const done = this.#work.then(async () => {
      if (this.#failure !== null) throw this.#failure.error;
      try {
        await work();
      } catch (error) {
        const path = this.#segment?.open.path ?? join(this.#places.path, 'open');
        this.#failure = { error: segmentError(error, path) };
        clearTimeout(this.#closing);
        clearTimeout(this.#syncing);
        this.#places.onFailure(this.#failure.error);
        throw this.#failure.error;
      }
    });
    this.#work = done.catch(() => undefined);
    return done;
  }
}
