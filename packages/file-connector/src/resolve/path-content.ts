import type { SourceIdentity } from '@wdh/pipeline-core';
import { isZipFile } from '../archive/is-zip-file.js';
import { CheckedFile } from '../checksum/checked-file.js';
import type { Content } from '../input/content.js';
import { FileContent } from '../input/file-content.js';
import type { OriginOptions } from '../input/origin-options.js';
import type { ProgressListener } from '../input/progress.js';
import { SpooledContent } from '../spool/spooled-content.js';
import { archiveOrigin } from './archive-origin.js';
import { locateFile } from './locate-file.js';

/** The bytes at a path: those of the file, or of a member where the file is a ZIP archive. */
export class PathContent implements Content {
  readonly name: string;
  readonly #options: OriginOptions;
  #chosen: Content | null = null;

  constructor(path: string, options: OriginOptions) {
    this.name = path;
    this.#options = options;
  }

  get member(): string | undefined {
    return this.#chosen?.member;
  }

  async identify(onProgress: ProgressListener, signal?: AbortSignal): Promise<SourceIdentity> {
    return (await this.#choose(signal)).identify(onProgress, signal);
  }

  async identifyLater(signal?: AbortSignal): Promise<SourceIdentity | null> {
    return (await (await this.#choose(signal)).identifyLater?.(signal)) ?? null;
  }

  async *read(onProgress: ProgressListener, signal?: AbortSignal): AsyncGenerator<Buffer> {
    yield* (await this.#choose(signal)).read(onProgress, signal);
  }

  async close(): Promise<void> {
    await this.#chosen?.close();
  }

  async #choose(signal: AbortSignal | undefined): Promise<Content> {
    signal?.throwIfAborted();
    if (this.#chosen !== null) return this.#chosen;
    const { path, member } = await locateFile(this.name);
    const isArchive = member !== null || (await isZipFile(path));
    // Another reader may have chosen meanwhile.
    return (this.#chosen ??= isArchive
      ? new SpooledContent(archiveOrigin(path, member, this.#options))
      : this.#file());
  }

  #file(): Content {
    const isChecked = this.#options.checksum !== undefined;
    return isChecked ? new CheckedFile(this.name, this.#options) : new FileContent(this.name);
  }
}
