import { type SourceIdentity, WdhError } from '@wdh/pipeline-core';
import type { Content } from '../input/content.js';
import type { ProgressListener } from '../input/progress.js';
import type { Origin } from './origin.js';
import type { SpoolFile } from './spool-file.js';

/** A copy that is being made or was made, and the means to stop it. */
interface Copying {
  readonly copy: Promise<SpoolFile>;
  readonly stop: AbortController;
}

/**
 * The bytes of an origin. They are copied once, when they are first identified or read, and the copy
 * is removed by `close`. A copy that failed is made again by the next reader.
 */
export class SpooledContent implements Content {
  readonly #origin: Origin;
  #copying: Copying | null = null;
  #member: string | undefined;

  constructor(origin: Origin) {
    this.#origin = origin;
  }

  get name(): string {
    return this.#origin.name;
  }

  get member(): string | undefined {
    return this.#member;
  }

  /** @throws WdhError of the origin */
  async identify(onProgress: ProgressListener, signal?: AbortSignal): Promise<SourceIdentity> {
    const { sizeBytes, sha256 } = await this.#copy(onProgress, signal);
    return { name: this.name, sizeBytes, sha256 };
  }

  /** @throws WdhError of the origin */
  async *read(onProgress: ProgressListener, signal?: AbortSignal): AsyncGenerator<Buffer> {
    const copy = await this.#copy(onProgress, signal);
    let bytesRead = 0;
    for await (const piece of copy.read()) {
      signal?.throwIfAborted();
      bytesRead += piece.length;
      onProgress({ phase: 'read', bytesRead, totalBytes: copy.sizeBytes });
      yield piece;
    }
  }

  async close(): Promise<void> {
    const copying = this.#copying;
    if (copying === null) return;
    this.#copying = null;
    copying.stop.abort(
      new WdhError(`${this.name} was closed while it was copied.`, {
        code: 'INPUT_CLOSED',
        category: 'usage',
      }),
    );
    const copy = await copying.copy.catch(() => null);
    await copy?.close();
  }

  async #copy(onProgress: ProgressListener, signal: AbortSignal | undefined): Promise<SpoolFile> {
    signal?.throwIfAborted();
    const copying = (this.#copying ??= this.#start(onProgress, signal));
    try {
      const copy = await copying.copy;
      this.#member = copy.member;
      return copy;
    } catch (error) {
      if (this.#copying === copying) this.#copying = null;
      throw error;
    }
  }

  #start(onProgress: ProgressListener, signal: AbortSignal | undefined): Copying {
    const stop = new AbortController();
    const either = AbortSignal.any(signal === undefined ? [stop.signal] : [stop.signal, signal]);
    return { copy: this.#origin.copy(onProgress, either), stop };
  }
}
