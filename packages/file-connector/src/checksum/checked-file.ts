import type { SourceIdentity } from '@wdh/pipeline-core';
import type { Content } from '../input/content.js';
import { FileContent } from '../input/file-content.js';
import type { OriginOptions } from '../input/origin-options.js';
import type { ProgressListener } from '../input/progress.js';
import { checksumMismatch, type ExpectedChecksum } from './checksum-errors.js';
import { findChecksum } from './find-checksum.js';

/**
 * The bytes of one file with the checksum that the options demand. It is hashed before its first
 * piece, once: what `identify` hashed is not hashed again while the file is untouched.
 */
export class CheckedFile implements Content {
  readonly name: string;
  readonly #file: FileContent;
  readonly #options: OriginOptions;
  #checked: SourceIdentity | null = null;

  constructor(path: string, options: OriginOptions) {
    this.name = path;
    this.#file = new FileContent(path);
    this.#options = options;
  }

  /**
   * Returns size and SHA-256, which is the demanded one.
   *
   * @throws WdhError `CHECKSUM_MISMATCH`, `CHECKSUM_MISSING`, `CHECKSUM_INVALID` (file), and those of
   * `FileContent`
   */
  async identify(onProgress: ProgressListener, signal?: AbortSignal): Promise<SourceIdentity> {
    signal?.throwIfAborted();
    if (this.#checked !== null && !(await this.#file.wasTouched())) return this.#checked;
    const expected = await findChecksum(this.name, this.#options, signal);
    if (expected === null) return this.#file.identify(onProgress, signal);
    return this.#check(expected, onProgress, signal);
  }

  /**
   * Reads the file from the beginning, as `FileContent` does: it throws if the file is no longer the
   * one whose checksum was compared.
   */
  async *read(onProgress: ProgressListener, signal?: AbortSignal): AsyncGenerator<Buffer> {
    if (this.#checked === null) {
      const expected = await findChecksum(this.name, this.#options, signal);
      if (expected !== null) await this.#check(expected, onProgress, signal);
    }
    yield* this.#file.read(onProgress, signal);
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  async #check(
    expected: ExpectedChecksum,
    onProgress: ProgressListener,
    signal: AbortSignal | undefined,
  ): Promise<SourceIdentity> {
    this.#checked = null;
    const identity = await this.#file.identify(onProgress, signal);
    const { sha256 } = identity;
    if (sha256 !== expected.sha256) throw checksumMismatch(this.name, sha256 ?? '', expected);
    this.#checked = identity;
    return identity;
  }
}
